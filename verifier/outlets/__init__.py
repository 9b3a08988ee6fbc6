"""Which outlet a written source means, and which hosts it published under.

`Kommersant-daily`, `Коммерсантъ`, `www.kommersant.ru` and a link into kommersant.ru are one outlet;
`Interfax` and `Interfax-Ukraine` are two; `Times` may be several, and then the resolution says which.
`settle` asks the rest of the document before a name of several stays open. What is not surely an outlet's
name stays unknown: another outlet's report must never vouch for a claim.

The registry is data (`config/outlets/*.toml`), read elsewhere and passed in. Nothing here asks the network
whether a host exists, reads a file, or guesses an outlet from what a document is about: only from whom else
it cites, and in what language.
"""

from verifier.outlets.context import settle
from verifier.outlets.hosts import host_of, original
from verifier.outlets.names import Ambiguity
from verifier.outlets.own import own_outlets
from verifier.outlets.registry import Registry, hosts_on, registry_from

__all__ = ["Ambiguity", "Registry", "host_of", "hosts_on", "original", "own_outlets", "registry_from", "settle"]
