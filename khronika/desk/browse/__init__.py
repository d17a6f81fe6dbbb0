"""The pages on which people look for events, reports and sources, and read them."""
