"""The words that stand beside a number, in the languages of the people who use this: francs, per month, years, persons.

Languages in this order: de/gsw · en · fr · it · es · pt · uk/ru · ar · fa · tr · sq · bs/hr/sr · ti.
A test holds the lists against the Unicode CLDR. A point at the end of a word is not part of it. What is *not* here is
not guessed: «4500 EUR» and «54000 pro Jahr» are no francs a month.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from finder.facts.characters import folded

FRANCS = """
chf · fr · frs · sfr · sfrs · fs · ₣ · franken · schweizer franken · schweizerfranken · stutz · fränkli
franc · francs · swiss franc · swiss francs
francs suisses · franc suisse · balles
franco · franchi · franco svizzero · franchi svizzeri · fr svizzeri
francos · franco suizo · francos suizos
franco suíço · francos suíços
франк · франки · франків · франка · франков · франках · швейцарський франк · швейцарські франки · швейцарських франків
швейцарських франки · швейцарского франка · швейцарских франков · фр
فرنك · فرنكا · فرنكات · فرنك سويسري · فرنكا سويسريا · فرنكات سويسرية · ف س
فرانک · فرانک سوئیس · فرانک سویس · فرانک سوئیسی · فرانک سویسی · فرنک
frank · frangı · franga · isviçre frangı · isviçre frankı
frangë · frangë zvicerane · franga zvicerane · frang
franak · franka · franaka · franke · švicarski franak · švicarska franka · švicarskih franaka · švajcarski franak
švajcarskih franaka · франак · франака · швајцарски франак · швајцарска франка · швајцарских франака
ፍራንክ · ስዊስ ፍራንክ · ፍራንክ ስዊዘርላንድ
švajcarska franka · швейцарских франка · швейцарский франк
"""

PER_MONTH = """
pro monat · im monat · je monat · monatlich · monatl · mtl · p m · pm · pro mt · pro mnt
pro mte · monat · mt · mnt · mte
per month · a month · monthly · each month · month · mo · every month · pcm
par mois · mensuel · mensuels · mois · au mois · chaque mois · mensuellement
al mese · mensile · mensili · mese · per mese · ogni mese
al mes · por mes · mensual · mensuales · mes · cada mes
por mês · ao mês · mensal · mensais · mês
на місяць · в місяць · за місяць · щомісяця · місяць · щомісячно · міс · на міс
в месяц · месяц · ежемесячно · мес · в мес
شهريا · في الشهر · بالشهر · كل شهر · الشهر · شهري · شهر
در ماه · ماهانه · ماهوار · ماه · هر ماه · فی ماه · در یک ماه
ayda · aylık · ay · her ay
në muaj · muaj · mujore · çdo muaj
mjesečno · na mjesec · mjesec · mesečno · na mesec · mesec · месечно · на месец · месец · mj
ኣብ ወርሒ · ወርሓዊ · ወርሒ · ንወርሒ · በብወርሑ
"""

NET = """
netto · net · nets · nette · netti · neto · líquido · neta · netos · чистими
на руки · صافي · خالص · net maaş · ele geçen
нето · bar auf die hand
"""

ABOUT = """
ca · circa · zirka · etwa · rund · ungefähr · ungef · about · approx · approximately · around · roughly · environ · env
più o meno · aproximadamente · aprox · unos · cerca de · приблизно · близько · около · примерно · حوالي · تقريبا · نحو
حدود · در حدود · yaklaşık · takriben · rreth · oko · otprilike · približno · око · отприлике · ≈ · ~
"""

THOUSAND = """
k · tsd · tausend · mille · thousand · тис · тисяч · тисячі · тыс · тысяч · ألف · الف · آلاف · هزار · bin · mijë
hiljada · hiljade · tisuća · tisuće · хиљада · хиљаде · ሽሕ
"""

YEARS = """
jahre · jahr · jahren · j · jährig · jahre alt · jahr alt · jahre jung
years · year · yrs · yr · y · yo · y o · years old · year old
ans · an · a · année · années
anni · anno · anni di età
años · año · años de edad
anos · ano · anos de idade
років · роки · рік · року · р · лет · год · года · г
سنة · سنوات · عام · عاما · أعوام · سنتان
سال · ساله · سالگی · سال دارم
yaş · yaşında · yıl · yaşındayım
vjet · vjeç · vjeçar · vjeçare · vit
godina · godine · godinu · god · g · год · година · године · годину
ዓመት · ዓመታት · ዓመተ
л
"""

MY_AGE = """
alter · ich bin · bin · age · aged · i am · i m · im · j ai · ai · âge · ho · età · tengo · edad · tenho · idade
мені · вік · عمري · العمر · عمر · سن · سن من · yaşım · yaş · mosha · jam · imam · starost · dob · имам · старост · ዕድመ
"""

PERSONS = """
personen · person · pers · p · köpfe · leute · köpfig · wir sind · personenhaushalt · personen haushalt
persons · people · ppl · we are
personnes · personne · nous sommes · on est
persone · persona · siamo
personas · somos
pessoas · pessoa
осіб · особи · особа · людей · людини · людина · человек · человека · чел · нас
أشخاص · شخص · أفراد · نحن · فرد · اشخاص
نفر · نفره · نفر هستیم · تن
kişi · kişilik · kişiyiz
persona · veta · vetë · anëtarë
osoba · osobe · osobu · članova · članа · лица · особа · особе · чланова
ሰብ · ሰባት
"""

HOURS = """
stunden · stunde · std · stdn · h · hours · hour · hrs · hr · heures · heure · ore · ora · horas · hora
годин · години · година · год · часов · часа · час · ساعة · ساعات · س · ساعت · saat · sa · orë
sati · sat · sata · сати · сат · сата · ሰዓት · ሰዓታት · ሰዓ
ч
"""

DAYS = """
tage · tag · tagen · d · t · days · day · jours · jour · j · giorni · giorno · gg · días · día · dias · dia
днів · дні · день · дня · дн · дней · أيام · يوم · يوما · يومان · روز · gün · gun · ditë · dana · dan · дана · дан
መዓልቲ · መዓልታት
tg · dani
"""

MONTHS = """
monate · monat · monaten · mt · mte · months · month · mo · mos · mois · mesi · mese · meses · mes · mês
місяців · місяці · місяць · міс · месяцев · месяца · месяц · أشهر · شهر · شهرا · شهور · ماه · ay · muaj
mjeseci · mjeseca · mjesec · meseci · meseca · mesec · месеци · месеца · месец · ወርሒ · ኣዋርሕ
mon · mth · mths · mj · m · мес · на мес
"""

KM = "km · kilometer · kilometern · kilometers · kilometres · kilomètres · chilometri · kilómetros · км · کیلومتر · كم"

MINUTES = """
min · minuten · minute · mins · minutes · minuti · minuto · minutos · хв · хвилин
хвилини · мин · минут · минута · دقيقة
دقائق · دقیقه · dk · dakika · minuta · minutë · minuta · минута · ደቒቕ · ደቓይቕ
минуты · minut · ደቒቓ · ደቒቓታት · хвилина · د
"""

PER_WEEK = """
pro woche · in der woche · die woche · wöchentlich · per week · a week · par semaine · alla settimana · a la semana
por semana · на тиждень · في الأسبوع · در هفته · haftada · në javë · tjedno · sedmično · nedeljno · недељно · ኣብ ሰሙን
"""

PER_DAY = """
pro tag · am tag · täglich · per day · a day · par jour · al giorno · al día · por dia · на день · في اليوم · در روز
günde · në ditë · dnevno · дневно · ኣብ መዓልቲ
"""

PER_YEAR = """
pro jahr · im jahr · jährlich · p a · pa · per year · a year · yearly · annually · per annum · par an · l an · par année
annuel · all anno · annuo · annui · al año · anual · anuales · por ano · ao ano
anuais · на рік · в рік · щороку · в год
سنويا · في السنة · سالانه · در سال · yıllık · yılda · në vit · vjetore · godišnje · годишње · ኣብ ዓመት
"""

OTHER_MONEY = """
eur · euro · euros · € · usd · $ · us$ · dollar · dollars · £ · gbp · pfund
євро · гривень · грн · uah · ₴ · евро · руб
يورو · دولار · یورو · دالر · افغانی · تومان · ریال · tl · try · ₺ · lira · avro · evro · eura · evra · дин · rsd · lekë
"""

BIRTH = """
jg · jahrgang · geb · geboren · geburtsjahr · born · birth · né · née · naissance
nato · nata · nacido · nacida · nascido
nascida · народився · народилась · مواليد · متولد · doğum · doğumlu · lindur · rođen · rođena
"""

Phrases = Mapping[str, frozenset[tuple[str, ...]]]


@cache
def phrases(*groups: str) -> frozenset[tuple[str, ...]]:
    """The phrases of some groups of this module, each as its folded words."""
    lines = (line for group in groups for line in group.splitlines())
    return frozenset(tuple(words(phrase)) for line in lines for phrase in line.split("·") if phrase.strip())


def words(text: str) -> list[str]:
    """The folded words of ``text``; points, strokes and brackets part words, as in «Fr./Mt.» and «17-jährig»."""
    parted = "".join(" " if sign in "./-–—:;,()[]«»\"'=" else sign for sign in folded(text))
    return parted.split()


def are_all(text: str, known: Iterable[tuple[str, ...]]) -> bool:
    """Whether ``text`` is made of nothing but known phrases, in any order."""
    left = words(text)
    longest = max((len(phrase) for phrase in known), default=0)
    known = frozenset(known)
    while left:
        taken = next((n for n in range(min(longest, len(left)), 0, -1) if tuple(left[:n]) in known), 0)
        if not taken:
            return False
        left = left[taken:]
    return True


def any_of(text: str, known: Iterable[tuple[str, ...]]) -> bool:
    """Whether one of the known phrases stands somewhere in ``text``."""
    given = words(text)
    return any(
        tuple(given[at : at + len(phrase)]) == phrase for phrase in known for at in range(len(given) - len(phrase) + 1)
    )
