"""Adding to a chronicle from the desk: a link, a text, a file, or notes of what somebody said."""
