"""In operation: nginx in front of several processes. ``python -m deploy`` does it on one machine."""
