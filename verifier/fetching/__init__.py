"""The only socket to the press: guarded, polite, bounded. It never judges what it brings."""
