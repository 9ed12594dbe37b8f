"""The warnings that archives have in common, and what we call them."""

NOT_SAYING = "The author chose not to say"
NONE = "None of these warnings apply"
WARNINGS = {
    "creator chose not to use archive warnings": NOT_SAYING,
    "author chose not to use archive warnings": NOT_SAYING,
    "choose not to use archive warnings": NOT_SAYING,
    "no archive warnings apply": NONE,
    "graphic depictions of violence": "Graphic violence",
    "major character death": "Major character death",
    "rape/non-con": "Sexual violence",
    "underage": "Underage sex",
    "underage sex": "Underage sex",
}
OURS = {NOT_SAYING, NONE, *WARNINGS.values()}
OFFICIAL = WARNINGS | {name.casefold(): name for name in OURS}
