"""The commonest small words of the languages that use the Latin or the Cyrillic script, and the
letters that only some of them have. A word that several languages share speaks less for each."""

LATIN = {
    "en": (
        "the and was of to his her that with had she you for not it he but they what i is in "
        "on at said my have this from were know don't said him"
    ),
    "af": ("die en nie het was sy hy dat van is om te met ek wat na vir haar hom dit toe maar"),
    "ca": (
        "el la els les que una amb per del però estava com no al va era més seu seva quan i "
        "és això aquest ningú molt"
    ),
    "cs": (
        "se že je na jsem jako ale by to co když už ho tak byl byla do jen aby ne mu pak nic "
        "jeho její jsi protože nebo před"
    ),
    "cy": ("yn y yr ac ar ei bod oedd wedi i mae o ni chi ond gan beth dim hi ef am"),
    "da": (
        "og at det som en ikke han hun var på for med jeg er af til den de havde ham hende "
        "men hvad der fra efter sig noget også blev ud nogen"
    ),
    "de": (
        "der die und das nicht ich sie ist ein mit auf war er es den zu dem von so hatte dich "
        "mich du wie aber sich ihm ihn ihr wir was niemand eine nach sagte"
    ),
    "eo": ("la kaj ne estis li ŝi mi de en al ke por kun sed ĝi kiel kio ĉar tio sur el tra estas"),
    "es": (
        "el los que una con para por del pero estaba como las la no se su lo en y de un al "
        "más le ella él qué había era cuando nadie muy porque sin yo me te sus ya aquí"
    ),
    "et": (
        "ja ei ta et on oli ma sa kui mis see aga oma nii ning siis tema mind veel mida sest küll"
    ),
    "eu": ("eta zen da ez zuen bat hori zuten baina dut zer nire egin du baino hau izan"),
    "fi": (
        "ja ei hän oli se että on mutta kun niin minä joka olla sinä hänen mitä vain kuin ole "
        "eikä kukaan nyt sen jos minun sitä"
    ),
    "fil": (
        "ang ng sa na mga siya niya ako ko ay at hindi ka mo kanya ito si kung ano lang pa niyang"
    ),
    "fr": (
        "les des une que dans pas est pour elle qui avec mais le la et il je ne se son sa un "
        "du en ce au sur lui plus tu me personne était avait dit sans nous vous c'est t'aime "
        "d'un"
    ),
    "ga": ("agus an na bhí sé sí ar go is ní mé le ag don nach raibh tú dá leis níl aon"),
    "gl": (
        "non o que a do da unha un os para por con máis pero estaba seu súa dixo ao el ela onde"
    ),
    "hr": (
        "je i se u na da nije što ga sam bio ali kao od su si za to ne bi li mu ona on samo "
        "joj kako što nitko jer sve"
    ),
    "hu": (
        "a az és nem hogy egy volt is meg de ez csak azt mint ki már el én ha mi nagyon senki "
        "sem vagy mert ő te úgy rá"
    ),
    "id": (
        "yang dan tidak itu dengan untuk dari ini akan aku ada ke di dia kau apa bisa karena "
        "sudah pada saat tapi mereka lagi nya"
    ),
    "is": (
        "og að ég er það í hann hún sem ekki var en á við um þú til hvað því af mér honum með fyrir"
    ),
    "it": (
        "il che di una per non con gli della era sono come la lo le un e si del da ma mi ti "
        "suo sua lei lui perché cosa nessuno più quando aveva disse anche al nel"
    ),
    "la": (
        "et in est non ad cum quod ut sed qui quid erat ex ab eius autem nec sunt quae per "
        "esse si quam atque nihil inquit ille"
    ),
    "lt": (
        "ir ne kad jis ji į su bet kas tai iš buvo aš yra nuo kaip jo apie tu savo mane pro nes"
    ),
    "lv": (
        "un ir es viņš viņa ka no ar tas bet ko tu par kas uz jau bija vai kā nav jo pie man pa"
    ),
    "ms": (
        "yang dan tidak itu dengan untuk dari ini akan aku ada ke dia awak apa boleh kerana saya"
    ),
    "nb": (
        "og at det som en ikke han hun var på for med jeg er av til den de hadde ham henne "
        "men hva fra etter seg noe også ble ut noen"
    ),
    "nl": (
        "het een van niet dat ik hij zijn maar was met op de en ze in te is haar je hem naar "
        "om aan niemand voor wat als er bij omdat zei keek"
    ),
    "nn": (
        "og at det som ein ikkje han ho var på for med eg er av til den dei hadde henne men "
        "kva frå etter seg noko også vart ut nokon kvar"
    ),
    "pl": (
        "się nie że jest na jak był do to ale po z i w go co już tak mnie tylko za jej jego "
        "była ze od bo a o czy mu by nikt sobie"
    ),
    "pt-BR": (
        "que não uma com para ele ela os mas seu do da o a e de um em se na no por sua você "
        "estava isso muito sem quando ninguém ao eu minha disse era foi porque as"
    ),
    "pt-PT": (
        "que não uma com para ele ela os mas seu do da o a e de um em se na no por sua estava "
        "isso muito sem quando ninguém ao eu minha disse era foi porque as tu estás contigo à"
    ),
    "ro": (
        "și nu că în o la cu de pe un era din mai se ce să ca dar el ea lui îi îl pentru fi "
        "am este nimeni când nimic a"
    ),
    "sk": (
        "sa že je na som ako ale by to čo keď už ho tak bol bola do len aby nie mu potom nič "
        "jeho jej si pretože alebo pred nikto"
    ),
    "sl": (
        "je in se na da ni sem kot pa bil bila za ga v so ko mu kaj to si ne bi jo ker če "
        "nihče skozi še kar tako"
    ),
    "sv": (
        "och att det som en inte han hon var på för med jag är av till den de hade honom "
        "henne men vad från efter sig något också blev ut ingen ett"
    ),
    "tr": (
        "bir ve bu ne için çok ama gibi daha sonra onun da de o ben sen mi kadar var değil "
        "diye onu kimse çünkü her şey ki"
    ),
    "vi": (
        "không và là của có một người đã anh cô tôi cho với này trong được em đó thì nó vì như ra"
    ),
}
CYRILLIC = {
    "ru": (
        "и не что он она на я с как это но его её ее был была так же все из у за ты бы то ему "
        "мне только потому или когда никто по о"
    ),
    "uk": (
        "і не що він вона на я з як це але його її був була так же все із у за ти б то йому "
        "мені тільки бо або коли ніхто по про та до"
    ),
    "bg": (
        "и не че той тя на аз с как това но го я беше така всичко от за ти би да му ми само "
        "защото или когато никой по се в са ще си"
    ),
    "sr": (
        "и није што он она на ја са како то али га је био била тако све из за ти би да му ми "
        "само јер или кад нико по се у су"
    ),
}
LETTERS = {
    "ca": "ŀ",
    "cs": "řěů",
    "da": "øæ",
    "de": "ßäü",
    "eo": "ĉĝĵŝŭ",
    "es": "ñ¿¡",
    "et": "õ",
    "fr": "œçêèà",
    "hu": "őű",
    "is": "þð",
    "lt": "ėįųšū",
    "lv": "ģķļņāēī",
    "nb": "øå",
    "nn": "øå",
    "pl": "łąęśż",
    "pt-BR": "ãõ",
    "pt-PT": "ãõ",
    "ro": "șțăşţ",
    "sk": "ľĺŕô",
    "sl": "čšž",
    "hr": "ćđčšž",
    "sv": "äå",
    "fi": "äö",
    "tr": "ığş",
    "vi": "ơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "cy": "ŵŷ",
    "ru": "ыэё",
    "uk": "їєґі",
    "bg": "ъщ",
    "sr": "јљњћђџ",
}
