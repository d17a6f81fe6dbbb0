"""The same stages in many processes, on one machine or on a cluster of Spark's. Only what needs Spark imports it."""
