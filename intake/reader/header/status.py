"""Whether a story is finished, in the words of its header: "WIP", "Finished? yes"."""

import re

DONE = (
    "complete completed finished done ended concluded abgeschlossen fertig beendet vollständig "
    "terminé terminée complet complète fini finie completo completa terminado terminada finalizado "
    "finalizada completata conclusa concluso concluído concluída закончен закончено завершен "
    "завершён завершено окончен مكتملة مكتمل كاملة"
)
OPEN = (
    "wip incomplete unfinished ongoing in-progress work-in-progress in-work to-be-continued tbc "
    "not-complete not-completed not-finished not-done not-yet hiatus on-hiatus abandoned "
    "unvollendet in-arbeit en-cours inachevé en-progreso en-proceso incompleto incompleta "
    "in-corso em-andamento в-процессе в-работе не-закончен не-завершен غير-مكتملة مستمرة"
)
YES = "yes y yep yup yeah ja oui sí si sim да نعم"
NO = "no n nope nein non não нет لا"
WORDS_OF = {
    **{word.replace("-", " "): True for word in DONE.split()},
    **{word.replace("-", " "): False for word in OPEN.split()},
}
SAID = {**dict.fromkeys(YES.split(), True), **dict.fromkeys(NO.split(), False)}
OF_THE_OPEN = ("wip", "in progress")  # labels to which "yes" means: not finished
EDGES = " \t.!*_~()[]?"


def is_complete(label: str, value: str) -> tuple[bool | None, bool]:
    """What a status line says, None where nothing, and whether that is all it says."""
    words = " ".join(re.sub(r"[\-–—/]", " ", value.casefold().strip(EDGES)).split())
    if words in WORDS_OF:
        return WORDS_OF[words], True
    is_open_label = label.casefold().strip(EDGES) in OF_THE_OPEN
    if words in SAID:
        return SAID[words] != is_open_label, True
    found = max(
        (word for word in WORDS_OF if re.match(rf"{re.escape(word)}(?!\w)", words)),
        key=len,
        default="",
    )
    if found:
        return WORDS_OF[found], False
    first = re.split(r"\W", words, maxsplit=1)[0]
    return (SAID[first] != is_open_label if first in SAID else None), False
