"""The same stages in many processes, on one machine or on a cluster of Spark's. Only what needs Spark imports it."""

from khronika.errors import KhronikaError


def assert_parquet() -> None:
    """Raise where what writes Parquet is missing.

    Raises:
        KhronikaError: pyarrow is not installed.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise KhronikaError("Parquet needs pyarrow: pip install 'khronika[spark]'") from None
