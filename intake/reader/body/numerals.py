"""Numbers as chapters wear them: "12", "XII", "twelve", "zwölf", "Twenty-One", "première"."""

import re

ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3}|C{1,2}X{0,3})(?:IX|IV|V?I{0,3})", re.IGNORECASE)
DIGIT = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

# One row a language, from one on; spellings of one number stand between strokes.
COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty",
    "eins|ein|eine zwei drei vier fünf|fuenf sechs sieben acht neun zehn elf zwölf|zwoelf dreizehn "
    "vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig",
    "un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf vingt",
    "uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte",
    "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici "
    "quindici sedici diciassette diciotto diciannove venti",
    "um|uma dois|duas três quatro cinco seis sete oito nove dez onze doze treze catorze|quatorze "
    "quinze dezasseis|dezesseis dezassete|dezessete dezoito dezanove|dezenove vinte",
    "один|одна два|две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать "
    "тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать",
    "een|één twee drie vier vijf zes zeven acht negen tien elf twaalf",
)
ORDERED = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    "premier|première deuxième|second|seconde troisième quatrième cinquième sixième septième "
    "huitième neuvième dixième onzième douzième",
    "primero|primera|primer segundo|segunda tercero|tercera|tercer cuarto|cuarta quinto|quinta "
    "sexto|sexta séptimo|séptima octavo|octava noveno|novena décimo|décima",
    "primo|prima secondo|seconda terzo|terza quarto|quarta quinto|quinta sesto|sesta "
    "settimo|settima ottavo|ottava nono|nona decimo|decima",
    "primeiro|primeira segundo|segunda terceiro|terceira quarto|quarta quinto|quinta sexto|sexta "
    "sétimo|sétima oitavo|oitava nono|nona décimo|décima",
    "первая|первый|первое вторая|второй|второе третья|третий|третье "
    "четвёртая|четвертая|четвёртый|четвертый пятая|пятый шестая|шестой седьмая|седьмой "
    "восьмая|восьмой девятая|девятый десятая|десятый одиннадцатая|одиннадцатый "
    "двенадцатая|двенадцатый",
    "الأول|الأولى|الاول الثاني|الثانية الثالث|الثالثة الرابع|الرابعة الخامس|الخامسة السادس|السادسة "
    "السابع|السابعة الثامن|الثامنة التاسع|التاسعة العاشر|العاشرة",
)
GERMAN = "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft"  # erster, -e, -es
DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"


def _words() -> dict[str, int]:
    found: dict[str, int] = {}
    for row in (*COUNTED, *ORDERED):
        for number, spellings in enumerate(row.split(), 1):
            found |= dict.fromkeys(spellings.split("|"), number)
    for number, stem in enumerate(GERMAN.split(), 1):
        found |= {f"{stem}{ending}": number for ending in ("e", "er", "es", "en")}
    units = COUNTED[0].split()[:9]
    for tens, word in enumerate(DECADES.split(), 2):
        found[word] = 10 * tens
        found |= {f"{word}-{unit}": 10 * tens + number for number, unit in enumerate(units, 1)}
    return found


NUMBERS = _words()


def number_of(word: str) -> int:
    """The number that a word says, in figures or letters; 0 if it says none."""
    word = word.casefold()
    if word.isdecimal():
        return int(word)
    if ROMAN.fullmatch(word):
        return _roman(word.upper())
    return NUMBERS.get(word.replace(" ", "-"), 0)


def _roman(numeral: str) -> int:
    values = [DIGIT[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def eastern_number(text: str) -> int:
    """ "12", "十二", "一百零三" → 12, 12, 103."""
    if text.isdecimal():
        return int(text)
    number, digit = 0, 0
    for sign in text:
        if sign in "十百":
            number += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = max(0, "零一二三四五六七八九".find(sign))
    return number + digit
