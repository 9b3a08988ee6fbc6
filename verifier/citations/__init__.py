"""Citations: a document → the press citations in it, each with its claim and its references.

    "(RIA Novosti, Kommersant, March 3, 4; see TASS, March 5)"  →  five references

`extract` goes once over the text. `finding` looks with `brackets` and `notes` for what may cite; `plain` cleans
it, `items` cuts it (`masks`, `wording`, `dates`, `figures`) and `grammar` reads the items (`gathering`, `names`,
`press`; `simple` is its short cut); `lead_in` looks for an outlet before it. `calendar` settles the dates, `links`
lends the addresses, and `claims` takes the words vouched for (`paragraphs`, `leaning`, `quotations`).
`correct` puts a person's corrections over what was found.

The room is pure and has no registry of outlets: whether a name can be a publisher's is judged by the name alone;
where that leaves a doubt, the caller may be asked (`knows`). It resolves nothing, fetches nothing, and `extract`
never raises, whatever the text is.
"""

from verifier.citations.corrected import correct
from verifier.citations.extraction import extract

__all__ = ["correct", "extract"]
