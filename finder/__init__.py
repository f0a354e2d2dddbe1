"""Advisor for labour-market integration programmes in Canton Solothurn."""
