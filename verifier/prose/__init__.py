"""Sentences and words of running text: what several rooms need to read prose. Pure."""
