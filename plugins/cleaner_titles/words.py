"""Words that tell what a line is, in many languages: pictures, and headings that recur."""

from __future__ import annotations

from cleaner_titles.fold import fold

PICTURE_WORDS = (
    r"illustrazione|illustration|ilustración|иллюстрация|photograph|ilustração|ilustracja|"
    r"afbeelding|paveikslas|фотография|φωτογραφία|abbildung|ilustrace|immagine|fotoğraf|"
    r"figuras|figures|picture|obrázek|obrázok|rysunek|zdjęcie|рисунок|малюнок|figura|"
    r"figure|figuur|bildet|imagen|imagem|grafik|rycina|joonis|attēls|gambar|εικόνα|الصورة|"
    r"చిత్రం|ചിത്രം|ภาพที่|รูปที่|სურათი|figur|fotos|photo|image|plate|slika|bilde|şekil|"
    r"resim|picha|слика|слике|σχήμα|תמונה|צילום|تصویر|الشكل|चित्र|চিত্র|bild|foto|kuva|"
    r"ábra|hình|фото|איור|صورة|फोटो|படம்|նկար|fig|abb|ill|obr|rys|zdj|ryc|kép|ảnh|рис|илл|"
    r"мал|εικ|φωτ|شکل|عکس|شكل|ছবি|ภาพ|รูป|ил|图片|图表|写真|画像|그림|사진|도표|图|圖|図"
)
"""What a picture is called where it has a number, as the branches of an expression."""

_HEADINGS = """
notes note seealso references introduction summary contents conclusion conclusions abstract
background example examples overview remarks sources bibliography links externallinks discussion
results methods exercises answers questions solution appendix history usage installation options
parameters returns warning caution tip important furtherreading acknowledgements ingredients
anmerkungen siehe sieheauch einleitung inhalt literatur zusammenfassung quellen beispiele weblinks
notas introducción resumen véasetambién referencias bibliografía ejemplos enlacesexternos
introdução resumo referências vertambém bibliografia exemplos conclusão
remarques voiraussi références résumé sommaire bibliographie exemples liensexternes
introduzione riassunto riferimenti vedianche esempi note
inleiding samenvatting verwijzingen zieook voorbeelden
wstęp streszczenie przypisy zobacztakże przykłady wnioski
giriş özet kaynaklar kaynakça notlar ayrıcabakınız örnekler sonuç
giớithiệu tómtắt thamkhảo tàiliệuthamkhảo xemthêm chúthích kếtluận
примечания смтакже введение литература итоги содержание ссылки примеры
примітки дивтакож вступ література зміст посилання приклади
注 注释 参见 参考文献 引言 总结 目录 小结 はじめに まとめ 脚注 参考 目次 関連項目
참고 참고문헌 서론 결론 요약 목차 각주 같이보기
ملاحظات مراجع مقدمة خاتمة انظرأيضا ملخص منابع مقدمه یادداشت جستارهایوابسته چکیده
הערות מבוא סיכום מקורות ראוגם σημειώσεις εισαγωγή περίληψη βιβλιογραφία παραπομπές
टिप्पणियाँ संदर्भ भूमिका सारांश টীকা তথ্যসূত্র ভূমিকা সারাংশ
บทนำ สรุป อ้างอิง หมายเหตุ ดูเพิ่ม เชิงอรรถ
"""
RECURRING = frozenset(map(fold, _HEADINGS.split()))
"""Headings that a work has under many of its parents, folded."""
