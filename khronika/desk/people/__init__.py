"""People and rights: who is at the desk, what each may see and do, and how they come in."""
