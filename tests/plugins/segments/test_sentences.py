"""Where sentences end, in scripts with and without spaces, and where they do not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner_segments.languages import language_of, languages
from cleaner_segments.sentences import Sentences

# Sentences are parted by `|`, which is no part of the text.
CASES = {
    "titles and initials": "Mr. Lee met Dr. J. R. Ott. |They left.",
    "a pronoun that looks like an initial": "So did I. |The end.",
    "acronym, in a sentence or at its end": "The U.S. Army came. |We left the U.S. |They did not.",
    "decimals, versions, names of files": "Pi is 3.14, not v1.2.3 of a.py. |Good.",
    "company names": "Apple Inc. bought it. |Foo Ltd. Director Bar left.",
    "what may end with a full stop of its own": "Cats, dogs, etc. |They ran.",
    "numbers of things": "See Fig. 3 and p. 5 in vol. IV. |Then stop.",
    "no as an answer": "I said no. |They left.",
    "ellipsis": "He waited... and waited. |Well... |Nobody came.",
    "quotation that goes on": '"Why?" she asked. |"No." |He left.',
    "mark within brackets": "He came (at last!) and sat. |(He was late.) |Good.",
    "several marks": "What?! |Really?? |Yes.",
    "reference behind the mark": "It is so.[12] |They say.",
    "items": "1. One is here.\n|2. Two is here.\n|- Three",
    "paragraphs without marks": "A title\n\n|Some text",
    "wrapped line that had room": "Lines go on and on, and\nthen they are here and done.\n|more"
    " of them are\nhere, and there, and\nsome more come by and by",
    "wrapped lines": "These lines are\nwrapped and go\non here. |Next\nline is\nlast",
    "lines that are not wrapped": "Name: Foo\n|Age: 12\n|Town: Bar",
    "small letter that begins a name": "Sales rose. |iPhones are dear.",
    "text without capitals": "hello there. |how are you? |fine.",
    "German ordinals and abbreviations": "Am 3. Mai kam z. B. Dr. Ott. |Am 4. |Der Zug ist da.",
    "German quotation marks": "Er sagte: „Gut.“ |Dann ging er.",
    "French spaces before marks": "« Où ? » dit-il à M. Roux. |« Là ! » |Elle rit avec lui.",
    "Spanish marks in front": "¿Qué es? |¡Nada! |El Sr. Paz se fue.",
    "Russian": "А. С. Пушкин родился в 1799 г. в Москве. |Он жил на ул. Мира и т. д. |Так.",
    "Greek question mark": "Τι κάνεις; |Ο κ. Παππάς είναι καλά.",
    "Arabic": "وصل د. سامي. |أين هو؟ |لا أعرف.",
    "Urdu": "وہ آیا۔ |وہ گیا۔",
    "Devanagari": "राम गया। |डॉ. शर्मा आए। |क्या?",
    "Chinese": "我来了。|他说：“你好！”|真的吗？|“火车在哪里？”她问道。|是的。",
    "Japanese": "「行こう。」と彼は言った。|そうだ。",
    "Chinese quotation within a sentence": "他问“为什么？”的时候笑了。|没有人知道……|她走了。",
    "numbers of items in a line": "Two parts. |1. The first one. |2. The second one. |Good.",
    "bracketed numbers of items": "Two parts. |(a) First. |[b] Then the last.",
    "number of a chapter": "8.1. Why it is so.\n|§2. How it is done.",
    "units end a sentence": "Přijel v 7.45 hod. |Pršelo. |V 7.45 hod. Karel přijel. |Bylo pozdě.",
    "number of a thing that ends": "Bydlel v č. 9. |Jan tam byl a šel.",
    "spaces within one abbreviation": "Llegó a las 10 a. m. |Hacía calor en la casa y el tren.",
    "abbreviation in brackets": "Das Haus (gegr. 1954 von Max) ist alt. |Es steht da.",
    "consonants alone": "Dr. Ott kam mit Hrn. Meier an. |Er ging.",
    "capitals are another word": "Firma pôsobí na území SR. |Samojazdiace autá sú tu a aj tam.",
    "Dutch article": "Hij was niet thuis en ging. |'s Avonds kwam hij.",
    "Arabic speech": "«أين هو؟» سأل الحارس. |ثم رحل.",
    "Persian speech": "«کلید کجاست؟» نگهبان پرسید. |سپس رفت.",
    "Korean speech": '"어디 있습니까?" 경비원이 물었다. |그는 떠났다.',
    "Gujarati verbs of a letter": "તે જાય છે. |આ ઘર છે.",
    "script tells the language": "См. п. 2, ст. 5 УПК. |Да.",
    "Armenian": "Նա եկավ։ |Նա գնաց։",
    "Amharic": "እሱ መጣ። |እሱ ሄደ።",
    "citations": "Rates fell (Olsen et al. 2011; 2d Cir. 1994). |Then they rose.",
    "a letter in brackets": "Those are exempt (see Foo. B). |Take it (Foo. B, p. 2).",
    "initials behind a narrow mark": "誰が信じるか?|A. B. スミス氏だ。|はい。",
    "initials behind a wide mark": "谁会相信？|A. B. 史密斯来了。|是的。",
    "number of a note": "It is said otherwise.1 |We doubt it.",
    "section of a law": "See art. L. 12 of it. |Selon l’art. L. 12 du Code et de la loi. |Non.",
    "to see, or a page": "Für das und die s. Kap. 4. |Der Rest steht auf S. 5 und der 6. Zeile.",
    "what ends in single letters": "Уголь и т. д. |Потом до н. э. |Так было.",
    "amount without a full stop": "Szkody oceniono na 2 mln zł. |Tzw. dom się pali i nie jest.",
    "full stop beside a danda": "राम म. नं. ली. में गया। |क्या? |हाँ।",
    "full stop in Thai": "ดร. สมชาย มาถึงเวลา 9.30 น. ใช่ไหม? |ไม่ใช่!",
    "Thai speech": '"คุณจะมาไหม?" เขาถามเธอ! |ไม่!',
    "Arabic abbreviation": "ولد سنة 300 ق.م. في مدينة. |ثم رحل.",
    "narrow marks in Chinese": "真的?|真的!|搅拌!|烤25分钟。",
    "Latin words in Japanese": "Smith et al. の研究はVol. 2にある。|以上。",
    "ellipsis with spaces": "It was . . . gone. |He said so. . . . |Then he left.",
    "what is left out, or doubted": "He went [...] Home was far. |He said (!) The end was near.",
    "Greek mark and exclamation": "Τι;! |«Πού πας;» ρώτησε. |«Εδώ;» |Έφυγε.",
    "Persian and so on": "نان، شیر و... خرید. |بعد رفت.",
    "quotation that was introduced": '他说：“够了。”|没有人回答。|राम ने कहा, "बस।" |कोई नहीं बोला।',
    "verb of speech behind Japanese": "「もういい。」|誰も答えなかった。|「いい。」と言った。",
    "Korean full stop in a quotation": '"아니." 그녀가 말했다. |"네."',
    "French abbreviation of capitals": "MM. Roux et J.-P. Lac sont là. |En 70 av. J.-C. |Rien.",
    "what a shared abbreviation is in Swedish": "”Nej”, sa hon. |”Ja.” |Det är ett hus.",
    "end that no word has": "Det var omkr. 300 och ett. |Det är yakl. Tumblr.",
    "end that no Spanish word has": "Ver la pág. 3 y el tráf. 5 de los que hay. |Es así.",
    "address at the end": "Jest na www.a.pl. |Pisz do a@b.com.pl. |To nie jest tak.",
    "unit of one letter": "It took 310 K. |At 5 J. R. Ott came. |It is 5 mg/L. |E. coli is.",
    "time of the day": "It shuts at 8 p.m. |Everything goes. |Come at 8 p.m. Monday.",
    "number that is no ordinal": "Er kam um 12. |Frau Ott und der 3. Mann waren nicht da.",
    "Turkish ordinal before a name": "Bu bir 4. Ceza Dairesi kararı ve çok iyi. |O da var.",
    "sentence that begins with a date": "В 44 г. до н. э. Цезарь пал. |Пал в 9 г. до н. э. |Он.",
    "and others": "Это были стихи и пр. |Он был на пр. Мира и так.",
    "section behind a number": "A Ptk. 6:519. § szerint és az is. |Nem.",
    "Vietnamese titles": "TS. An và PGS. Bình là của TP. Huế. |Không có.",
    "Indonesian titles": "Bpk. Adi dan Jl. Sudirman no. 5 itu di Bandung. |Tidak ada.",
    "Arabic and joined to a title": "وقّعها د. أحمد ود. سمير في فيينا. |لم يُصب أحد.",
    "year behind an unknown month": "Era il 1 xann. 1995. |Lo firmò e non è così.",
    "roman number behind a letter": "Vedi pp. 17 e segg. del t. III. |Non è così.",
    "Burmese": "သူလာသည်။ |သူသွားသည်။",
}


# Short texts of many languages: what looks like an abbreviation and ends, and what does not end.
FULL_STOPS = Path(__file__).with_name("full_stops.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("marked", [*CASES.values(), *FULL_STOPS], ids=[*CASES, *FULL_STOPS])
def test_sentences_end(marked):
    text = marked.replace("|", "")
    starts = [0, *(end for end in Sentences(text).ends(0, len(text)) if end < len(text))]
    ends = [*starts[1:], len(text)]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    assert "|".join(parts) == marked


@given(st.text(alphabet="Aa1 .!?\n\"'。」)，", max_size=60))
def test_the_nearest_is_one_of_the_ends(text):
    sentences = Sentences(text)
    ends = {end for end in sentences.ends(0, len(text)) if end < len(text)}
    found = sentences.nearest(1, len(text) // 2, len(text) - 1, lambda _: True)
    assert found is None or found <= len(text)
    assert (found is None) <= (not ends) or not ends


LANGUAGES = {
    "en": "The man and the woman were there when it began.",
    "de": "Der Mann und die Frau waren nicht da, als es begann.",
    "fr": "Le monsieur et la dame ne sont pas dans la maison.",
    "nl": "De man en de vrouw waren er niet toen het begon.",
    "ru": "Он не был там, когда это было, и она тоже.",
    "uk": "Він не був там, коли це було, і вона також.",
    "hi": "यह एक घर है और वह भी है।",
}


BY_LETTERS = {
    "pl": "Żółw śpi, źrebię śni.",
    "sv": "Två små råttor åt ärtor.",
    "es": "¿Señorita Peña?",
    "pt": "Irmãos põem limões.",
    "uk": "Їжак їсть її їжу.",
}


@pytest.mark.parametrize("language", BY_LETTERS)
def test_language_is_told_by_its_letters(language):
    assert language_of(BY_LETTERS[language]) is languages()[language]


def test_initials_and_numbers_of_items_tell_no_language():
    assert language_of("E. A. O. Poe wrote it: a) o) y)") is languages()["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_is_told(language):
    assert language_of(LANGUAGES[language]) is languages()[language]
