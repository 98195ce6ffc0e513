//! Stop words: words of the closed classes, which say how a sentence hangs together and little of what it is about.
//!
//! Chosen from the most frequent words of the training texts, by class; frequent nouns, adjectives and full verbs (کشور, بزرگ, گفت) are
//! not among them.

use crate::stemmer::folded;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The class of a stop word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StopClass {
    /// و, یا, که, اگر
    Conjunction,
    /// از, به, برای; and را
    Preposition,
    /// من, خود, آنها, چه
    Pronoun,
    /// این, هر, چند, همه
    Determiner,
    /// Forms of بودن, شدن, خواستن, باید, توانستن, داشتن
    Auxiliary,
    /// هم, نیز, فقط, هنوز, البته
    Adverb,
    /// بله, نه, آیا
    Particle,
}

#[rustfmt::skip]
const WORDS: &[(StopClass, &str)] = &[
    (StopClass::Conjunction,
        "و یا که اگر اما ولی پس چون زیرا تا بلکه لیکن لکن ولیکن اگرچه گرچه هرچند چنانچه چنانکه درحالیکه هنگامیکه \
         وقتیکه درصورتیکه بنابراین ازاینرو زیراکه چراکه همانطورکه همچنانکه بطوریکه بااینکه تااینکه مگر وگرنه والا اگه \
         چونکه واسه‌اینکه یعنی"),
    (StopClass::Preposition,
        "از به در با بر برای بی را جز بجز غیر بدون درباره درمورد توسط طی ضمن طبق بنابر علیه برعلیه نزد سوی بسوی میان \
         بین مابین مانند همانند مثل همچون چو نظیر روی زیر درون داخل توی تو پیش نسبت بخاطر بعلت بوسیله بواسطه بعنوان \
         بمنظور بجای برخلاف علیرغم پیرامون بابت واسه برا رو"),
    (StopClass::Pronoun,
        "من او وی ما شما ایشان آنها اینها آنان اینان خود خودم خودت خودش خودمان خودتان خودشان خویش خویشتن یکدیگر همدیگر \
         چه چی کی کجا کدام کسی کسانی چیزی هیچکس هیچکدام هرکس هرکسی هرچه هرکدام هریک مرا ترا برخی بعضی بعضیها دیگری \
         دیگران یکی اینجا آنجا همینجا همانجا اون اونا اینا اونها آنچه اینکه آنکه همینکه فلان بهمان"),
    (StopClass::Determiner,
        "این آن همین همان یک هر هیچ چند چندین همه تمام تمامی سایر دیگر بسیاری کدامین چنین چنان اینگونه آنگونه اینچنین \
         آنچنان همچنین یه همون همه‌ی هیچگونه هرگونه اینقدر آنقدر اینهمه آنهمه مقداری تعدادی عده‌ای پاره‌ای"),
    (StopClass::Auxiliary,
        "است هست نیست ست اند هستم هستی هستیم هستید هستند نیستم نیستی نیستیم نیستید نیستند بود بودم بودی بودیم بودید \
         بودند نبود نبودم نبودی نبودیم نبودید نبودند بوده نبوده بوده‌ام بوده‌ای بوده‌است بوده‌ایم بوده‌اید بوده‌اند باشد \
         باشم باشی باشیم باشید باشند نباشد نباشم نباشی نباشیم نباشید نباشند باش می‌باشد می‌باشم می‌باشیم می‌باشید می‌باشند \
         نمی‌باشد نمی‌باشند بودن نبودن مباد شد شدم شدی شدیم شدید شدند نشد نشدم نشدند شده نشده شده‌ام شده‌ای شده‌است شده‌ایم \
         شده‌اید شده‌اند نشده‌است نشده‌اند شود شوم شوی شویم شوید شوند نشود نشوند بشود بشوند می‌شود می‌شوم می‌شوی می‌شویم \
         می‌شوید می‌شوند نمی‌شود نمی‌شوند می‌شد می‌شدم می‌شدند نمی‌شد نمی‌شدند می‌شده شدن نشدن خواهم خواهی خواهد خواهیم خواهید \
         خواهند نخواهم نخواهی نخواهد نخواهیم نخواهید نخواهند باید بایستی بایست می‌بایست می‌بایستی می‌باید نباید نبایستی \
         شاید بتوان نتوان می‌توان نمی‌توان می‌توانم می‌توانی می‌تواند می‌توانیم می‌توانید می‌توانند نمی‌توانم نمی‌توانی \
         نمی‌تواند نمی‌توانیم نمی‌توانید نمی‌توانند توانست توانستم توانستند نتوانست نتوانستند بتواند بتوانم بتوانیم \
         بتوانید بتوانند نتواند نتوانند می‌توانست می‌توانستند نمی‌توانست دارم داری دارد داریم دارید دارند ندارم نداری \
         ندارد نداریم ندارید ندارند داشت داشتم داشتی داشتیم داشتید داشتند نداشت نداشتم نداشتند داشته داشته‌است \
         داشته‌اند داشتن میشه نمیشه هستن نیستن داره دارن"),
    (StopClass::Adverb,
        "هم نیز فقط تنها حتی حتا هنوز البته خیلی بسیار کمی بیشتر کمتر اکنون حالا الان اینک دوباره باز همیشه همواره \
         هرگز گاهی گاه اغلب معمولاً مثلاً کاملاً تقریباً حدود حدوداً واقعاً اصلاً حتماً احتمالاً صرفاً عمدتاً قطعاً \
         ظاهراً لطفاً فعلاً قبلاً بعداً اساساً نسبتاً مجدداً فوراً ابتدا سپس بعد قبل آنگاه همزمان نخست چرا چگونه چطور \
         چقدر انقدر همینطور همانطور اینطور آنطور تاکنون امروزه بدین بدان بدینسان بطور بویژه خصوصاً دائماً طبعاً \
         نهایتاً غالباً اخیراً عموماً مخصوصاً دیگه آخه یهو یکهو هنگامی وقتی زمانی"),
    (StopClass::Particle,
        "آیا بله بلی آری آره نه نخیر مگه کاش کاشکی ایکاش خب باشه آهان"),
];

static CLASSES: LazyLock<HashMap<String, StopClass>> = LazyLock::new(|| {
    let mut classes = HashMap::new();
    for &(class, words) in WORDS {
        for word in words.split_whitespace() {
            classes.entry(crate::key(word)).or_insert(class);
        }
    }
    classes
});

/// The class of a stop word, `None` for any other word; of a word of several classes that which is first in [`StopClass`].
///
/// Arabic letters, vowel marks and half-spaces make no difference. Constant time but for the word's length.
///
/// ```
/// use dabir_stem::{StopClass, stop_class};
///
/// assert_eq!(stop_class("برای"), Some(StopClass::Preposition));
/// assert_eq!(stop_class("مي‌شود"), Some(StopClass::Auxiliary));
/// assert_eq!(stop_class("کتاب"), None);
/// ```
pub fn stop_class(word: &str) -> Option<StopClass> {
    let word = folded(word);
    if word.contains(IGNORED) {
        return CLASSES.get(&*word.replace(IGNORED, "")).copied();
    }
    CLASSES.get(&*word).copied()
}

/// What [`folded`] keeps and [`key`](crate::key) does not: half-space, tanwin, shadda.
const IGNORED: [char; 3] = ['\u{200C}', '\u{064B}', '\u{0651}'];

/// All stop words with their classes, in Persian letters and without half-spaces, in no order.
///
/// ```
/// assert!(dabir_stem::stop_words().any(|(word, _)| word == "است"));
/// ```
pub fn stop_words() -> impl Iterator<Item = (&'static str, StopClass)> {
    CLASSES.iter().map(|(word, &class)| (&**word, class))
}
