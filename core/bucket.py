"""The files in an S3-compatible store (FILES_URL), not in a folder. Needs requirements/s3.txt."""

import certifi
import urllib3
from minio import Minio
from minio.error import MinioException, S3Error
from minio_storage.storage import MinioStorage

CONNECT_PATIENCE = 5  # seconds for a connection
READ_PATIENCE = 60  # seconds until the next bytes come
ATTEMPTS = 3


class Bucket(MinioStorage):
    """A store's own words become an OSError, as of a folder's."""

    def __init__(self, *, host: str, name: str, key: str, secret: str, region: str, is_plain: bool):
        client = Minio(
            endpoint=host,
            access_key=key,
            secret_key=secret,
            region=region,
            secure=not is_plain,
            http_client=urllib3.PoolManager(
                timeout=urllib3.Timeout(connect=CONNECT_PATIENCE, read=READ_PATIENCE),
                retries=urllib3.Retry(ATTEMPTS, backoff_factor=0.2),
                cert_reqs="CERT_REQUIRED",
                ca_certs=certifi.where(),
            ),
        )
        super().__init__(client, name, assume_bucket_exists=True)

    def _open(self, name, mode="rb"):
        try:
            self.client.stat_object(bucket_name=self.bucket_name, object_name=name)
        except S3Error as error:
            if error.code in ("NoSuchKey", "NoSuchObject"):
                raise FileNotFoundError(name) from error
            raise OSError(str(error)) from error
        return super()._open(name, mode)

    def _save(self, name, content):
        try:
            return super()._save(name, content)
        except (MinioException, urllib3.exceptions.HTTPError) as error:
            raise OSError(str(error)) from error

    def trouble(self) -> str:
        """What the store says to a plain question; empty if all is well."""
        try:
            if self.client.bucket_exists(bucket_name=self.bucket_name):
                return ""
            return f"there is no bucket {self.bucket_name}"
        except (MinioException, urllib3.exceptions.HTTPError) as error:
            return str(error)

    @property
    def is_empty(self) -> bool:
        return not any(self.listdir(""))
