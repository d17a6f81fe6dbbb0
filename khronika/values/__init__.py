"""Small experts: text in, values out. They know nothing of reports or acts."""
