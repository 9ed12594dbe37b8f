"""Short texts for the first chapter of each story, put together from a pool of paragraphs."""

from random import Random

from archive.generating.prose import Prose

PARAGRAPHS = {"en": 20_000}
IN_OTHER_LANGUAGES = 1_000
SENTENCES = 6  # a paragraph
IN_A_CHAPTER = 4  # paragraphs: about 300 words


class Texts:
    def __init__(self, chance: Random, prose: dict[str, Prose], stories: int):
        self.chance = chance
        self.pool = {
            language: [
                f"<p>{said.sentences_of(SENTENCES)}</p>"
                for _one in range(min(stories, PARAGRAPHS.get(language, IN_OTHER_LANGUAGES)))
            ]
            for language, said in prose.items()
        }

    def chapter(self, language: str) -> str:
        return "\n".join(self.chance.choices(self.pool[language], k=IN_A_CHAPTER))
