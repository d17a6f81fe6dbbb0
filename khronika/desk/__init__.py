"""The desk: where people review what the reader found. Django, server-rendered, on this machine alone."""
