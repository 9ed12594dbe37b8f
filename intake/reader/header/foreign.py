"""The labels of headers in other languages than English: German, French, Spanish, Italian,
Portuguese, Russian, Arabic. See spellings.py."""

FOREIGN = {
    "title": (
        "titre, titel, título, titulo, titolo, название, заголовок, العنوان, عنوان, عنوان القصة, "
        "标题, 標題, 题目, 題目, タイトル, 題名, 제목, tytuł, název, cím, başlık, назва, τίτλος"
    ),
    "notes": (
        "anmerkung, anmerkungen, anmerkung der autorin, anmerkung des autors, "
        "anmerkungen der autorin, anmerkungen des autors, autorennotiz, vorwort, nachwort, "
        "n/a, note de l'auteur, notes de l'auteur, note de l'auteure, note de l'autrice, "
        "avant-propos, "
        "remarques, notas, nota de la autora, nota del autor, notas de la autora, notas del autor, "
        "nota dell'autrice, nota dell'autore, note dell'autrice, note dell'autore, "
        "nota da autora, nota do autor, notas da autora, notas do autor, "
        "примечания, примечание, примечания автора, примечание автора, от автора, от авторов, "
        "ملاحظة, ملاحظات, ملاحظة الكاتب, ملاحظة الكاتبة, ملاحظات الكاتب, ملاحظات الكاتبة, "
        "作者的话, 作者的話, 前言, 后记, 後記, 前書き, まえがき, 後書き, あとがき, 작가의 말"
    ),
    "summary": (
        "résumé, resumen, sinopsis, inhalt, inhaltsangabe, zusammenfassung, kurzbeschreibung, "
        "sinossi, riassunto, trama, resumo, sinopse, "
        "саммари, описание, краткое содержание, аннотация, ملخص, الملخص, نبذة, "
        "简介, 簡介, 文案, あらすじ, 概要, 줄거리, 요약, streszczenie, opis"
    ),
    "dedication": (
        "widmung, gewidmet, geschenk für, dédicace, dédié à, dedicatoria, dedicado a, dedica, "
        "dedicato a, dedicatória, посвящение, посвящается, إهداء, الإهداء"
    ),
    "relationship": (
        "paarung, paarungen, pärchen, pareja, parejas, coppia, coppie, casal, casais, "
        "пейринг, пейринги, пэйринг, пара, الثنائي, الثنائيات, "
        "配对, 配對, カップリング, 커플링"
    ),
    "character": (
        "personen, charaktere, hauptpersonen, figuren, personnages, personajes, personaggi, "
        "personagens, персонажи, герои, الشخصيات"
    ),
    "fandom": "фандом, фэндом, العالم, الفاندوم",
    "rating": (
        "altersfreigabe, altersempfehlung, einstufung, freigabe, classement, clasificación, "
        "clasificacion, classificazione, classificação, classificacao, classificação etária, "
        "рейтинг, التصنيف العمري, التصنيف, "
        "分级, 分級, 등급"
    ),
    "warning": (
        "advertencias, advertencia, warnung, warnungen, avertissement, avertissements, "
        "avvertimenti, avvertenze, avisos, aviso, предупреждения, предупреждение, تحذيرات, "
        "التحذيرات, تحذير"
    ),
    "freeform": (
        "kategorie, kategorien, catégorie, catégories, categoría, categorías, categoria, "
        "categorie, genere, generi, género, géneros, gênero, gêneros, жанр, жанры, النوع"
    ),
    "written": (
        "datum, geschrieben, geschrieben am, écrit le, publié le, fecha, escrito en, publicado, "
        "data, scritto il, дата, дата написания, написано, опубликовано, التاريخ"
    ),
    "language": "sprache, langue, idioma, lingua, língua, язык, اللغة",
    "author": (
        "auteur, auteure, autrice, autor, autora, autor(a), autor/a, autorin, autoren, autore, "
        "автор, авторы, الكاتب, الكاتبة, المؤلف, المؤلفة, "
        "作者, 著者, 작가, 글쓴이, autorka, yazar, συγγραφέας"
    ),
    "co-author": "co-auteur, coautor, coautora, coautore, coautrice, koautor, co-autorin, соавтор",
    "mail": "e-mail-adresse, courriel, correo, correo electrónico, correio, почта, البريد",
    "site": "webseite, site web, sitio web, sito, página, сайт",
    "series": "serie, série, reihe, saga, cycle, ciclo, серия, цикл, السلسلة, سلسلة",
    "part": "teil, partie, kapitel, chapitre, parte, capítulo, capitolo, часть, глава, الفصل",
    "spoilers": "спойлеры, espóiler, spoilerwarnung",
    "disclaimer": (
        "haftungsausschluss, rechtliches, descargo, descargo de responsabilidad, "
        "avviso legale, дисклеймер, отказ от прав, отказ, إخلاء مسؤولية"
    ),
    "thanks": (
        "betaleser, beta-leser, betaleserin, danksagung, dank, dank an, danke, bêta, "
        "bêta-lectrice, relecture, remerciements, merci, agradecimientos, gracias a, "
        "ringraziamenti, agradecimentos, бета, беты, гамма, благодарности, شكر"
    ),
    "feedback": "rückmeldungen, kommentare, commentaires, comentarios, commenti, отзывы",
    "distribution": "archivierung, verbreitung, archivo, archivio, размещение, разрешение",
    "status": "statut, estado, stato, état, статус, состояние, الحالة",
    "updated": "aktualisiert, mis à jour, actualizado, aggiornato, обновлено",
    "length": "länge, wörter, wortzahl, longueur, palabras, parole, palavras, размер, объем, объём",
    "challenge": "herausforderung, défi, reto, desafío, desafio, sfida, заявка, ключ",
    "music": "lied, musik, chanson, canción, canzone, canção, música, песня",
    "translation of": (
        "übersetzung von, traduction de, traducción de, traduzione di, tradução de, перевод с, "
        "оригинал, originalgeschichte, originaltitel"
    ),
    "original": (
        "übersetzer, übersetzerin, traducteur, traductrice, traductora, traductor, переводчик"
    ),
    "inspired by": (
        "inspiriert von, inspiré de, inspiré par, inspirado en, inspirado por, ispirato a"
    ),
}
