"""Texts of our own in thirty languages, and the encodings that files of each are found in."""

from __future__ import annotations

from typing import NamedTuple


class Language(NamedTuple):
    """A language's sentences, and Python's names of the encodings before Unicode for it."""

    name: str
    encodings: tuple[str, ...]
    sentences: tuple[str, ...]


# A block is a language: its name and encodings, then a sentence a line.
_TEXTS = """
english cp1252 mac-roman
The mill at the river stood empty for years — until the miller’s niece came back in “that” winter.
She paid £40 for the wheel, mended the sluice, and served crème brûlée to everyone who helped her.
By May the water was 12 °C warm, and the naïve ducks swam straight into the café’s open door.
Nobody knew who had painted the façade; the ferryman’s fiancée said it was Zoë; Zoë said nothing.
french cp1252 iso8859-15 mac-roman cp850
Le pêcheur répare ses filets là où la rivière s'élargit, près du vieux château abandonné.
Sa fille aînée préfère les forêts : elle y ramasse des mûres, des châtaignes et des cèpes.
À midi, le garçon du café apporte du thé brûlant à ceux qui ont passé la matinée dehors.
Personne n'a oublié l'été où la crue emporta le pont, ni la fête que l'on donna après.
german cp1252 iso8859-1 mac-roman cp850
Die Bäckerin öffnet früh, und die ganze Straße duftet nach süßen Brötchen und frischem Kaffee.
Später hört man Flöten über den Höfen, während die Müllerin ihre Säcke auf den Wagen lädt.
Der Fährmann grüßt jeden, auch die Gäste, die bloß zum Fluß gehen und nie übersetzen.
Im Frühjahr blühen die Kirschbäume, und die Schüler zählen die Störche auf den Dächern.
spanish cp1252 iso8859-1 mac-roman cp850
El panadero madrugó para que la señora se llevase el pan todavía caliente a la montaña.
¿Quién cantará mañana en la plaza? La niña pequeña aún no sabe la canción del año pasado.
El molino está junto al río, y según el dueño allí vivió un pingüino que huyó del circo.
Después de la lluvia salió el sol, y los árboles del jardín olían a limón y a jazmín.
portuguese cp1252 iso8859-1 mac-roman
O padeiro não dorme: às três da manhã já há pão quente e café à espera dos pescadores.
A irmã põe a mesa, lê as notícias e diz que o avô chegará amanhã no comboio das nove.
Ninguém atravessa o rio sem pagar a travessia, mas as crianças vão sempre de graça.
No verão, os corações batem ao som da música, e a praça cheira a maçãs e a limões.
italian cp1252 iso8859-1 cp850
Il fornaio si alza presto perché il pane è più buono quando la città dorme ancora.
Così la nipote portò il caffè al nonno, che però aveva già bevuto una tazza di tè.
Nessuno sa perché la torre è così alta, né chi l'abbia costruita, né quando finirà.
Lunedì andrò al mulino: lì c'è un cane che abbaia solo quando la libertà gli manca.
dutch cp1252 iso8859-15
De bakker staat vroeg op; één ruïne verder slaapt de veerman met zijn twee zoëven geboren geiten.
In de café's aan de gracht praat men over de hoge zeeën en over België, waar het altijd regent.
Zij vroeg: “Heeft u ’s avonds ook crêpes?” en hij zei dat hij er geen ideeën over had.
De coördinatie van het feest was in handen van Zoë, die de reünie vóór de winter wilde houden.
swedish cp1252 iso8859-1 cp850 mac-roman
Bagaren går upp tidigt så att brödet är varmt när barnen springer över ån mot den gröna ängen.
Färjkarlen lagade porten före den första snön, och änkan bjöd på kåldolmar och öl.
I år växer blåbären långt upp på åsen, där man förr bara såg älgar och en gammal räv.
På kvällen hörs någon spela fiol, och då tystnar till och med hönsen på gården.
danish cp1252 iso8859-1 cp865
Bageren står tidligt op, så brødet er varmt, når børnene løber over åen mod møllen på øen.
Færgemanden fik malet båden grøn, og nu kalder alle den for frøen, også præsten.
På torvet sælger man æbler, pærer og røget ål, men aldrig før klokken er slået otte.
Der er ingen, der ved, hvem der først så ulven, men alle påstår, at det var dem.
finnish cp1252 iso8859-15
Leipuri herää ennen muita, jotta leipä olisi lämmintä, kun lapset lähtevät kylään.
Lautturi käveli jäätä pitkin yöllä, eikä kukaan nähnyt häntä ennen pääsiäistä.
Myllyn pyörä pyörii hitaasti, sillä kesä on ollut kuiva ja järvi on hyvin matala.
Äiti keittää mämmiä, isä syö sitä, ja mummo sanoo, että ennen se oli makeampaa.
icelandic cp1252 iso8859-1
Bakarinn fer snemma á fætur svo að brauðið sé heitt þegar börnin hlaupa yfir ána.
Ferjumaðurinn gerði við hliðið áður en fyrsti snjórinn féll og þá var mikið hlegið.
Á kvöldin heyrist söngur úr húsinu við höfnina, þótt enginn viti hver býr þar lengur.
Það er sagt að álfar hafi sést við ósinn, en ömmu þykir það ólíklegt og hún kann söguna.
polish cp1250 iso8859-2 cp852
Piekarz wstaje wcześnie, żeby chleb był gorący, zanim dzieci pobiegną przez łąkę do szkoły.
Przewoźnik naprawił bramę przed pierwszym śniegiem, a wdowa poczęstowała go gęsią i żurkiem.
Sąsiedzi śpią jeszcze, lecz źrebię już pije wodę z rzeki, która tej zimy nie zamarzła.
Wieczorem słychać skrzypce, i nawet kury cichną, jakby chciały zrozumieć tę pieśń.
czech cp1250 iso8859-2 cp852
Pekař vstává dřív než ostatní, aby byl chléb teplý, až děti poběží přes louku do školy.
Převozník opravil bránu před prvním sněhem a vdova ho za to pozvala na šípkový čaj.
Žáci ještě spí a kůň už žere oves, protože včera přešel celé údolí a měl hlad.
Večer je slyšet housle, a dokonce i slepice ztichnou, jako by té písni rozuměly.
slovak cp1250 iso8859-2
Pekár vstáva skôr než ostatní, aby bol chlieb teplý, keď deti pobežia cez lúku do školy.
Prievozník opravil bránu pred prvým snehom a vdova ho pohostila čučoriedkovým koláčom.
Kôň už žerie ovos, susedia ešte spia a ľad na rieke praská, hoci je len február.
Večer počuť husle, a dokonca aj sliepky stíchnu, akoby tej piesni rozumeli.
hungarian cp1250 iso8859-2 cp852
A pék korán kel, hogy meleg legyen a kenyér, mire a gyerekek átszaladnak a réten az iskolába.
A révész az első hó előtt megjavította a kaput, és az özvegy túrós süteménnyel kínálta.
Hűvös őszi reggel van, a szomszédok még alszanak, csak a csikó iszik a folyóból.
Este hegedűszó hallatszik, és még a tyúkok is elhallgatnak, mintha értenék a dalt.
romanian cp1250 iso8859-2 iso8859-16
Brutarul se trezește devreme, ca pâinea să fie caldă când copiii trec pajiștea spre școală.
Podarul a reparat poarta înainte de prima zăpadă, iar văduva i-a dat plăcintă și țuică.
Vecinii încă dorm, dar mânzul bea deja apă din râul care n-a înghețat în această iarnă.
Seara se aude o vioară și până și găinile tac, de parcă ar înțelege cântecul acela.
croatian cp1250 iso8859-2 cp852
Pekar ustaje rano da kruh bude topao kad djeca potrče preko livade prema školi.
Skelar je popravio vrata prije prvoga snijega, a udovica ga je počastila kolačem od višanja.
Susjedi još spavaju, ali ždrijebe već pije iz rijeke koja ove zime nije zaleđena.
Navečer se čuje violina, pa i kokoši utihnu kao da razumiju što im pjesma želi reći.
turkish cp1254 iso8859-9 cp857
Fırıncı erken kalkar ki çocuklar çayırı geçip okula giderken ekmek hâlâ sıcak olsun.
Kayıkçı ilk kar düşmeden kapıyı onardı, dul kadın da ona şeftali ile ıhlamur ikram etti.
Komşular daha uyuyor, ama tay şimdiden bu kış donmayan ırmaktan su içiyor.
Akşamları keman sesi duyulur, tavuklar bile türküyü anlıyormuş gibi susar.
lithuanian cp1257 iso8859-13 cp775
Kepėjas keliasi anksti, kad duona būtų šilta, kai vaikai bėgs per pievą į mokyklą.
Keltininkas pataisė vartus prieš pirmąjį sniegą, o našlė jį pavaišino obuolių sūriu.
Kaimynai dar miega, bet kumeliukas jau geria iš upės, kuri šią žiemą neužšalo.
Vakare girdėti smuikas, ir net vištos nutyla, tarsi jos suprastų tą dainą.
latvian cp1257 iso8859-13 cp775
Maiznieks ceļas agri, lai maize būtu silta, kad bērni skries pāri pļavai uz skolu.
Pārcēlājs salaboja vārtus pirms pirmā sniega, un atraitne viņu pacienāja ar ķiršu pīrāgu.
Kaimiņi vēl guļ, bet kumeļš jau dzer no upes, kas šoziem nav aizsalusi.
Vakarā dzirdama vijole, un pat vistas apklust, it kā tās šo dziesmu saprastu.
estonian cp1257 iso8859-13 iso8859-15
Pagar tõuseb vara, et leib oleks soe, kui lapsed üle niidu kooli poole jooksevad.
Parvemees parandas värava enne esimest lund ära ja lesk pakkus talle õunakooki.
Naabrid magavad alles, aga varss joob juba jõest, mis tänavu talvel ei külmunudki.
Õhtul kostab viiulit, ja isegi kanad jäävad vait, nagu mõistaksid nad seda lugu.
russian cp1251 koi8-r cp866 iso8859-5 mac-cyrillic
Пекарь встаёт раньше всех, чтобы хлеб был тёплым, когда дети побегут через луг в школу.
Паромщик починил ворота до первого снега, и вдова угостила его пирогом с вишней.
Соседи ещё спят, а жеребёнок уже пьёт из реки, которая этой зимой не замёрзла.
Вечером слышна скрипка, и даже куры умолкают, будто понимают, о чём эта песня.
ukrainian cp1251 koi8-u mac-cyrillic
Пекар устає раніше за всіх, щоб хліб був теплий, коли діти побіжать через луку до школи.
Поромник полагодив ґанок до першого снігу, і вдова пригостила його вишневим пирогом.
Сусіди ще сплять, а лоша вже п’є з річки, яка цієї зими чомусь не замерзла.
Увечері чути скрипку, і навіть кури стихають, ніби розуміють, про що ця їхня пісня.
bulgarian cp1251 iso8859-5 cp866
Хлебарят става рано, за да бъде хлябът топъл, когато децата тичат през ливадата към училище.
Лодкарят поправи портата преди първия сняг и вдовицата го почерпи с вишнев сладкиш.
Съседите още спят, а жребчето вече пие от реката, която тази зима не замръзна.
Вечер се чува цигулка и дори кокошките млъкват, сякаш разбират тази песен.
greek cp1253 iso8859-7 cp737
Ο φούρναρης ξυπνά νωρίς, για να είναι ζεστό το ψωμί όταν τα παιδιά τρέχουν στο σχολείο.
Ο περαματάρης έφτιαξε την πύλη πριν από το πρώτο χιόνι και η χήρα τον κέρασε βύσσινο.
Οι γείτονες κοιμούνται ακόμη, μα το πουλάρι πίνει ήδη από το ποτάμι που δεν πάγωσε.
Το βράδυ ακούγεται βιολί, και ως και οι κότες σωπαίνουν σαν να νιώθουν το τραγούδι.
hebrew cp1255 iso8859-8 cp862
האופה קם מוקדם כדי שהלחם יהיה חם כשהילדים רצים דרך האחו אל בית הספר.
בעל המעבורת תיקן את השער לפני השלג הראשון, והאלמנה כיבדה אותו בעוגת דובדבנים.
השכנים עדיין ישנים, אבל הסייח כבר שותה מן הנהר שלא קפא בחורף הזה.
בערב נשמע כינור, ואפילו התרנגולות משתתקות כאילו הן מבינות את השיר.
arabic cp1256 iso8859-6
يستيقظ الخباز باكرا ليكون الخبز ساخنا حين يركض الأطفال عبر المرج إلى المدرسة.
أصلح صاحب العبارة البوابة قبل أول ثلج، فأكرمته الأرملة بكعكة من الكرز.
الجيران ما زالوا نائمين، لكن المهر يشرب من النهر الذي لم يتجمد هذا الشتاء.
في المساء يسمع صوت الكمان، وحتى الدجاج يسكت كأنه يفهم معنى هذه الأغنية.
thai cp874 tis-620
คนทำขนมปังตื่นแต่เช้าเพื่อให้ขนมปังยังอุ่นอยู่เมื่อเด็กๆ วิ่งข้ามทุ่งหญ้าไปโรงเรียน
คนแจวเรือซ่อมประตูก่อนที่หิมะแรกจะตก และหญิงม่ายเลี้ยงเขาด้วยขนมเชอร์รี่
เพื่อนบ้านยังหลับอยู่ แต่ลูกม้ากินน้ำจากแม่น้ำที่ไม่แข็งในฤดูหนาวปีนี้แล้ว
ตอนเย็นได้ยินเสียงไวโอลิน แม้แต่ไก่ก็เงียบเหมือนกับเข้าใจความหมายของเพลง
chinese gb2312 gbk gb18030 hz
面包师傅起得很早，好让孩子们跑过草地去上学的时候，面包还是热的。
摆渡的人在第一场雪以前修好了大门，寡妇请他吃了一块樱桃蛋糕。
邻居们还在睡觉，小马已经在河边喝水了，这个冬天河水没有结冰。
晚上听得见小提琴的声音，连母鸡也安静下来，好像听懂了这支歌。
traditional-chinese big5 cp950
麵包師傅起得很早，好讓孩子們跑過草地去上學的時候，麵包還是熱的。
擺渡的人在第一場雪以前修好了大門，寡婦請他吃了一塊櫻桃蛋糕。
鄰居們還在睡覺，小馬已經在河邊喝水了，這個冬天河水沒有結冰。
晚上聽得見小提琴的聲音，連母雞也安靜下來，好像聽懂了這支歌。
japanese cp932 euc_jp iso2022_jp
パン屋は朝早く起きる。子どもたちが草地を走って学校へ行くころ、まだ温かいようにと。
渡し守は初雪の前に門を直し、未亡人は彼にさくらんぼの菓子をごちそうした。
隣の人はまだ眠っているのに、子馬はもう、この冬凍らなかった川の水を飲んでいる。
夕方になるとバイオリンが聞こえ、めんどりまで歌が分かるかのように静かになる。
korean cp949 euc_kr johab iso2022_kr
빵집 주인은 아이들이 풀밭을 지나 학교로 뛰어갈 때 빵이 따뜻하도록 일찍 일어난다.
뱃사공은 첫눈이 오기 전에 대문을 고쳤고 과부는 그에게 버찌 과자를 대접했다.
이웃들은 아직 자고 있지만 망아지는 벌써 이번 겨울에 얼지 않은 강물을 마신다.
저녁이면 바이올린 소리가 들리고 암탉들도 노래를 알아듣는 것처럼 조용해진다.
"""


def languages() -> list[Language]:
    """Return the languages in the order of the text."""
    found: list[Language] = []
    for line in _TEXTS.strip().splitlines():
        name, *rest = line.split(" ")
        if name.isascii() and name.replace("-", "").islower() and all(map(_is_encoding, rest)):
            found.append(Language(name, tuple(rest), ()))
        else:
            last = found[-1]
            found[-1] = last._replace(sentences=(*last.sentences, line))
    return found


def _is_encoding(name: str) -> bool:
    try:
        return bool("a".encode(name))
    except LookupError:
        return False
