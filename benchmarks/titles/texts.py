"""Sentences and titles of our own in eight languages, put together from three parts each."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """Parts of sentences and titles; ``gap`` stands between words, ``stop`` ends a sentence."""

    code: str
    who: tuple[str, ...]
    does: tuple[str, ...]
    where: tuple[str, ...]
    topics: tuple[str, ...]
    turns: tuple[str, ...]
    sites: tuple[str, ...]
    page: str
    gap: str = " "
    stop: str = "."

    def sentence(self, dice: random.Random) -> str:
        """Return one sentence."""
        parts = (dice.choice(self.who), dice.choice(self.does), dice.choice(self.where))
        text = self.gap.join(parts)
        return text[0].upper() + text[1:] + self.stop

    def paragraph(self, dice: random.Random, sentences: int = 4) -> str:
        """Return a paragraph on one line."""
        return self.gap.join(self.sentence(dice) for _ in range(sentences))

    def title(self, dice: random.Random) -> str:
        """Return a title without the name of a site."""
        return dice.choice(self.topics) + self.gap + dice.choice(self.turns)


def _cut(parts: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in parts.split("/"))


LANGUAGES = (
    Language(
        "en",
        _cut(
            "the old ferryman/a group of teachers/our neighbour Ruth/the mayor's clerk/"
            "two young engineers/nobody in the village/the keeper of the lighthouse"
        ),
        _cut(
            "repaired the wooden gate/counted the passing geese/wrote a long letter home/"
            "argued about the price of salt/planted forty plum trees/lost the key to the archive/"
            "measured the depth of the water"
        ),
        _cut(
            "before the first snow fell/on the road behind the mill/during the quiet weeks of May/"
            "while the market was closed/near the bend of the river/after a late and simple supper"
        ),
        _cut(
            "New bridge across the Elm/Harvest of the northern orchards/School choir from Aldby/"
            "Repairs at the town library/Strange lights over the marsh/The last tram to Fernhill"
        ),
        _cut(
            "draws a crowd of visitors/is delayed until autumn/surprises the whole county/"
            "costs more than expected/wins a second prize"
        ),
        _cut("Elm Valley Courier/Town Page/Northern Notes"),
        "page",
    ),
    Language(
        "de",
        _cut(
            "der alte Fährmann/eine Gruppe von Lehrern/unsere Nachbarin Ruth/"
            "die Schreiberin im Rathaus/zwei junge Ingenieure/niemand im Dorf"
        ),
        _cut(
            "flickte das hölzerne Tor/zählte die Wildgänse/schrieb einen langen Brief/"
            "stritt über den Preis von Salz/pflanzte vierzig Pflaumenbäume/"
            "verlor den Schlüssel zum Archiv"
        ),
        _cut(
            "bevor der erste Schnee fiel/auf dem Weg hinter der Mühle/in den stillen Wochen im Mai/"
            "während der Markt geschlossen war/nahe der Biegung des Flusses"
        ),
        _cut(
            "Neuer Steg über die Ulmenau/Ernte in den nördlichen Gärten/Schulchor aus Altbrück/"
            "Umbau der Stadtbücherei/Seltsame Lichter über dem Moor"
        ),
        _cut(
            "zieht viele Besucher an/verzögert sich bis zum Herbst/überrascht den ganzen Kreis/"
            "wird teurer als geplant"
        ),
        _cut("Ulmenauer Bote/Stadtblatt/Nordnotizen"),
        "Seite",
    ),
    Language(
        "fr",
        _cut(
            "le vieux passeur/un groupe d'instituteurs/notre voisine Ruth/le greffier du maire/"
            "une poignée d'ingénieurs/le gardien du phare"
        ),
        _cut(
            "réparait le portail en bois/comptait les oies sauvages/écrivait une longue lettre/"
            "discutait du prix du sel/plantait quarante pruniers/perdait la clé des archives"
        ),
        _cut(
            "avant la première neige/sur la route derrière le moulin/pendant les semaines de mai/"
            "alors que le marché était fermé/près du coude de la rivière"
        ),
        _cut(
            "Nouvelle passerelle sur l'Orme/Récolte des vergers du nord/Chorale d'école d'Aubry/"
            "Travaux à la bibliothèque/Lueurs étranges sur le marais"
        ),
        _cut(
            "attire une foule de visiteurs/attendra jusqu'à l'automne/surprend tout le canton/"
            "coûte plus que prévu"
        ),
        _cut("Courrier de l'Orme/Page de la ville/Carnets du nord"),
        "page",
    ),
    Language(
        "ru",
        _cut(
            "старый паромщик/наш сосед Матвей/писарь городской управы/молодой инженер/"
            "никто в деревне/смотритель маяка"
        ),
        _cut(
            "чинил деревянные ворота/считал диких гусей/писал длинное письмо домой/"
            "спорил о цене на соль/сажал сливовые деревья/терял ключ от архива"
        ),
        _cut(
            "до первого снега/на дороге за мельницей/в тихие недели мая/пока рынок был закрыт/"
            "у излучины реки/после позднего ужина"
        ),
        _cut(
            "Новый мост через Вязовку/Урожай северных садов/Школьный хор из Ольховки/"
            "Ремонт городской библиотеки/Странные огни над болотом"
        ),
        _cut(
            "собирает толпы гостей/откладывается до осени/удивляет весь уезд/"
            "обходится дороже обычного"
        ),
        _cut("Вязовский вестник/Городская страница/Северные заметки"),
        "стр.",
    ),
    Language(
        "zh",
        _cut("老船夫/几位老师/邻居阿芳/镇上的文书/两名年轻的工程师/守灯塔的人"),
        _cut(
            "修好了那扇木门/数着飞过的大雁/给家里写了一封长信/为盐的价钱争论不休/"
            "种下了四十棵李树/弄丢了档案室的钥匙"
        ),
        _cut(
            "就在第一场雪落下之前/在磨坊后面的小路上/在五月安静的日子里/正赶上集市关门的时候/"
            "就在河湾附近的岸边"
        ),
        _cut("榆河新建步行桥/北部果园今年收成/奥比小学合唱团/镇图书馆翻修工程/沼泽上空的怪光"),
        _cut("吸引大批游客/推迟到秋天/令全县惊讶/花费超出预期"),
        _cut("榆谷信使报/城镇之页/北方札记"),
        "第",
        "",
        "。",
    ),
    Language(
        "ja",
        _cut("年老いた渡し守は/数人の教師たちは/隣のルツさんは/役場の書記は/若い技師の二人は"),
        _cut(
            "木の門を直しながら/渡る雁の数をかぞえて/故郷へ長い手紙を書いて/"
            "塩の値段をめぐって言い争い/四十本の梅の木を植えて"
        ),
        _cut(
            "初雪が降る前に帰っていった/水車小屋の裏の道で待っていた/五月の静かな日々を過ごした/"
            "市場が閉まっているのに気づいた/川の曲がり角で休んでいた"
        ),
        _cut("楡川に新しい歩道橋/北の果樹園の収穫/オルビー校の合唱団/町立図書館の改修"),
        _cut("が見物客を集める/が秋まで延期に/が郡じゅうを驚かせる/の費用が予想を超える"),
        _cut("楡谷通信/町のページ/北の覚え書き"),
        "第",
        "",
        "。",
    ),
    Language(
        "ar",
        _cut("المراكبي العجوز/جارتنا راعوث/كاتب البلدية/مهندس شاب/حارس المنارة/معلم القرية"),
        _cut(
            "أصلح البوابة الخشبية/عدّ الإوز العابر/كتب رسالة طويلة إلى أهله/جادل في سعر الملح/"
            "زرع أربعين شجرة برقوق/أضاع مفتاح الأرشيف"
        ),
        _cut(
            "قبل أن يسقط أول ثلج/على الطريق خلف الطاحونة/في أسابيع مايو الهادئة/"
            "بينما كان السوق مغلقا/قرب منعطف النهر"
        ),
        _cut("جسر جديد فوق نهر الدردار/حصاد بساتين الشمال/جوقة مدرسة البلدة/ترميم مكتبة المدينة"),
        _cut("يجذب حشدا من الزوار/يتأخر حتى الخريف/يفاجئ أهل المقاطعة/يكلف أكثر من المتوقع"),
        _cut("بريد الوادي/صفحة المدينة/مذكرات الشمال"),
        "صفحة",
    ),
    Language(
        "hi",
        _cut("बूढ़ा नाविक/हमारी पड़ोसन रूथ/नगर का मुंशी/एक युवा अभियंता/गाँव का शिक्षक"),
        _cut(
            "लकड़ी का फाटक ठीक करता रहा/उड़ते हंस गिनता रहा/घर को लंबी चिट्ठी लिखता रहा/"
            "नमक के दाम पर बहस करता रहा/आलूबुखारे के पेड़ लगाता रहा"
        ),
        _cut(
            "पहली बर्फ गिरने से पहले/चक्की के पीछे वाली सड़क पर/मई के शांत हफ्तों में/"
            "जब बाज़ार बंद था/नदी के मोड़ के पास"
        ),
        _cut("एल्म नदी पर नया पुल/उत्तरी बागों की फसल/आल्डबी का स्कूली गायन दल/नगर पुस्तकालय की मरम्मत"),
        _cut("भीड़ खींच रही है/पतझड़ तक टल गई/पूरे ज़िले को चौंकाती है/अनुमान से महँगी पड़ी"),
        _cut("घाटी समाचार/नगर पृष्ठ/उत्तर की डायरी"),
        "पृष्ठ",
        " ",
        "।",
    ),
)
