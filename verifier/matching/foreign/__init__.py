"""Reports in other languages, read by a bilingual lexicon: no translation, but what each word may mean in English.

`tongues` loads a language's data, `reading` turns its sentences into words with meanings, `names`, `amounts`
and `days` bridge what no lexicon lists, `weighing` says how much of a part of a claim a sentence carries, and
`objections` what speaks against it. Whatever cannot be told is left open: the caller then judges nothing.
"""
