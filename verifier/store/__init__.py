"""What is kept: the tables, the evidence, the library's index. The only room that knows SQL."""
