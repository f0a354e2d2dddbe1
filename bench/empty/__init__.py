"""A page with nothing on it behind the real launcher: what the framework costs by itself."""
