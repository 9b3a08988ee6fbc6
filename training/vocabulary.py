"""The word pieces that are kept of the encoder's 250,000: those of the eight languages that are judged.

    python training/vocabulary.py WEIGHTS DATA TARGET

Kept are the pieces that occur in what is trained on, the usual ones of each script, and every single letter. Writes
`tokenizer.json`, `words.npy` and `scales.npy` (the vectors stay in four bits, as they came). A word that is not
there is read in smaller pieces.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy
from encoder import WIDTH, Weights, read
from material import everything
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

SPECIAL = 4
"""The first pieces: beginning, padding, end, unknown."""
MOST = {"LATIN": 12000, "CYRILLIC": 8500, "CJK": 6500, "KANA": 2200, "HANGUL": 3600, "SIGN": 700}
"""Usual pieces of each script; what has letters of another is left out."""
OFTEN = {"LATIN": 3, "SIGN": 3}
"""How often a piece must occur to be kept for it; once, in the other scripts."""
RARE = {"CJK": -13.2, "SIGN": -12.5}
"""Single characters less usual than that are left out."""


def tokenizer(pieces: Iterable[tuple[str, float]]) -> Tokenizer:
    """Unigram pieces as SentencePiece cuts them; a pair is <s> claim </s> </s> passage </s>."""
    made = Tokenizer(models.Unigram(list(pieces), unk_id=3, byte_fallback=False))
    made.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    made.pre_tokenizer = pre_tokenizers.Metaspace("▁", prepend_scheme="always")
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return made


def script(piece: str) -> str:
    """Of its first letter; SIGN where it has none."""
    for letter in piece:
        if letter.isalpha():
            name = unicodedata.name(letter, "")
            for one in ("LATIN", "CYRILLIC", "CJK", "HANGUL"):
                if name.startswith(one):
                    return one
            return "KANA" if name.startswith(("HIRAGANA", "KATAKANA")) else "OTHER"
    return "SIGN"


def kept(weights: Weights, texts: Iterable[str]) -> list[int]:
    whole = tokenizer(zip(weights.pieces, weights.scores.tolist(), strict=True))
    found: Counter[int] = Counter()
    for text in texts:
        found.update(whole.encode(text, add_special_tokens=False).ids)
    by_script: dict[str, list[int]] = defaultdict(list)
    for place in range(SPECIAL, len(weights.pieces)):
        by_script[script(weights.pieces[place])].append(place)
    chosen = set(range(SPECIAL))
    for name, most in MOST.items():
        places = sorted(by_script[name], key=lambda place: -weights.scores[place])
        chosen.update(places[:most])
        chosen.update(place for place in places if found[place] >= OFTEN.get(name, 1))
        chosen.update(
            place
            for place in places
            if len(weights.pieces[place].replace("▁", "")) <= 1 and weights.scores[place] > RARE.get(name, -99)
        )
    return sorted(chosen)


if __name__ == "__main__":
    weights, target = read(Path(sys.argv[1])), Path(sys.argv[3])
    texts = (f"{pair.claim} {pair.passage}" for pair in everything(Path(sys.argv[2])))
    places = kept(weights, texts)
    target.mkdir(parents=True, exist_ok=True)
    pieces = [(weights.pieces[place], float(weights.scores[place])) for place in places]
    tokenizer(pieces).save(str(target / "tokenizer.json"))
    groups = weights.words[places]
    numpy.save(target / "scales.npy", groups[:, :, :2].copy().view("<f2").reshape(len(places), -1))
    numpy.save(target / "words.npy", groups[:, :, 2:].reshape(len(places), WIDTH // 2))
    print(f"{len(places)} pieces kept")
