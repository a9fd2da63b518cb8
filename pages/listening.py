"""Recordings among the blocks of a body: a loudspeaker bulletin, a reading in Hmong."""

from dataclasses import dataclass

AUDIO = ("mp3", "m4a")


@dataclass(frozen=True, slots=True)
class Recording:
    """One audio file; `pk` is the document's, `language` empty for Vietnamese."""

    pk: int
    title: str
    language: str = ""


def recordings_in(body):
    """The recordings in a stream of blocks, in their order."""
    found = [block.value for block in body if block.block_type == "media"]
    return [
        Recording(value["document"].pk, value["title"], value.get("language") or "")
        for value in found
        if value.get("document") and value["document"].file_extension.lower() in AUDIO
    ]
