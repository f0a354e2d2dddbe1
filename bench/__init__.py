"""What the finder costs in time, always beside something bare of the same kind: ``python -m bench [--quick]``."""
