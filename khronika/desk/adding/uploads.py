"""A limit on what is handed in: what is larger is drained, not kept, and the page can say so."""

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from khronika.settings import LARGEST_UPLOAD

TOO_LARGE = "khronika.too_large"
"""What the request's environment holds where a file was refused."""


class SizeLimit(FileUploadHandler):
    """Stands before the handlers that keep files, and stops those that are larger than the desk takes."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand the bytes on to the handlers behind.

        Raises:
            StopUpload: they are more than may come, whatever the browser said of their length.
        """
        if start + len(raw_data) > LARGEST_UPLOAD and self.request is not None:
            self.request.META[TOO_LARGE] = "yes"
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers behind."""
