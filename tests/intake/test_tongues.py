"""In which language a text is, told by its letters and its smallest words."""

import pytest

from intake import tongues

SENTENCES = {
    "en": "I don't know what you want, he said, and she went home without her hat.",
    "es": "El perro estaba en la calle y nadie lo miraba.",
    "pt-BR": "Você está louca, disse ele, e saiu sem olhar para trás.",
    "pt-PT": "Estás a ver aquilo? perguntou ele, e tu não respondeste.",
    "gl": "Ela non quería volver á casa porque tiña medo do seu pai. Onde está, dixo el.",
    "ca": "No volia tornar a casa perquè tenia por del seu pare. El gos era al carrer.",
    "fr": "Le chien était dans la rue et personne ne le voyait.",
    "it": "Il cane era per strada e nessuno lo guardava.",
    "ro": "Câinele stătea pe stradă și nimeni nu se uita la el.",
    "de": "Der Hund stand auf der Straße und niemand sah ihn an.",
    "nl": "De hond stond op straat en niemand keek naar hem.",
    "sv": "Hunden stod på gatan och ingen såg på den.",
    "da": "Hunden stod på gaden, og ingen så på den. Hvad er der galt, spurgte hun.",
    "nb": "Hunden sto på gata, og ingen så på den. Hva er det som er galt, spurte hun.",
    "nn": "Ho ville ikkje gå heim fordi ho var redd. Kva er det, spurde ho. Eg veit ikkje.",
    "is": "Hún vildi ekki fara heim því að hún var hrædd. Hvað er að, spurði hann.",
    "fi": "Koira seisoi kadulla eikä kukaan katsonut sitä.",
    "et": "Ta ei tahtnud koju minna, sest ta kartis. Mis on lahti, küsis ta.",
    "pl": "Pies stał na ulicy i nikt na niego nie patrzył.",
    "cs": "Pes stál na ulici a nikdo se na něj nedíval. Co se děje, zeptal se.",
    "sk": "Pes stál na ulici a nikto sa naňho nepozeral. Čo sa deje, spýtal sa.",
    "hr": "Pas je stajao na ulici i nitko ga nije gledao. Što se događa, upitao je.",
    "hu": "A kutya az utcán állt, és senki sem nézett rá.",
    "tr": "Köpek sokakta duruyordu ve kimse ona bakmıyordu. Ne oldu, diye sordu.",
    "id": "Anjing itu berdiri di jalan dan tidak ada yang melihatnya.",
    "vi": "Con chó đứng trên đường và không ai nhìn nó.",
    "ru": "Собака стояла на улице, и никто на неё не смотрел.",
    "uk": "Собака стояв на вулиці, і ніхто на нього не дивився.",
    "bg": "Кучето стоеше на улицата и никой не го гледаше.",
    "sr": "Пас је стајао на улици и нико га није гледао.",
    "el": "Δεν ήθελε να γυρίσει σπίτι.",
    "he": "היא לא רצתה ללכת הביתה.",
    "ar": "لم ترد أن تعود إلى البيت.",
    "fa": "او نمی‌خواست به خانه برگردد چون می‌ترسید.",
    "ja": "彼女は家に帰りたくなかった。",
    "ko": "그녀는 집에 가고 싶지 않았다.",
    "zh-Hans": "她不想回家，因为她害怕。",
    "zh-Hant": "她不想回家，因為她害怕。他們說時間來不及了。",
}


@pytest.mark.parametrize(("tongue", "sentence"), SENTENCES.items(), ids=SENTENCES)
def test_a_sentence_is_enough(tongue, sentence):
    assert tongues.guess(sentence) == tongue


@pytest.mark.parametrize("text", ["", "* * *", "Willow Xander Spike", "Hm. Brr! Zzz.", "1999"])
def test_where_nothing_speaks_for_any_nothing_is_said(text):
    assert tongues.guess(text) == ""


def test_a_few_foreign_words_do_not_change_the_language():
    text = SENTENCES["en"] * 3 + ' "Nicht jetzt," she said, "und nicht hier." ' + SENTENCES["en"]
    assert tongues.guess(text) == "en"


@pytest.mark.parametrize(
    ("name", "tag"), [("English", "en"), ("français", "fr"), ("Deutsch", "de"), ("mild", "")]
)
def test_a_language_is_known_by_its_name(name, tag):
    assert tongues.tag_of(name) == tag
