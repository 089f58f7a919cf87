-- One folding of what people type, for every search: stored text is folded here, and what is searched for by Folding.swift,
-- which says the same. Full and half width, kana, case, dashes, spaces, invisible marks, and variants of kanji.
-- A text in which nothing is to be replaced, as most are, is told by one look that costs a fraction of the replacing:
-- the first list has ranges that hold every replaced character, and the variants of kanji.
CREATE FUNCTION folded(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN replace(lower(normalize($1, NFKC) COLLATE "C"), ' ', '') !~ (
        '[\t-\r\u0085\u00AD\u00C0-\u00DE\u02D7\u061C\u1680\u180E\u200B-\u206F\u2212\u2500\u2501\u2796\u2E3A\u2E3B'
        '\u301C\u3030\u3041-\u309E\u30F5\u30F6\u30FB\u30FC\uFE00-\uFE0F\uFEFF\U000E0100-\U000E011F~'
        '髙﨑嵜邉邊齋齊斎濵濱桒𠮷澤廣國嶋嶌德瀨櫻惠眞榮學龍瀧關藏豐淸增曾壽實澁兒圓圡條槇遙堯舘峯嶽'
        '穐埜冨冝淵檜藪籔鷗莊參彌萬與來佛傳會兩劍劔釼勳區圖團壯聲寬專將尙巖廳彥應戀戶拔敎晉曉樂樣橫'
        '步每氣淨淺溫濟瑤產畫當盡禮禪稻穗竝經綠緖縣總繩續聰肅臺舊薰藝藥螢裝覺觀觸證譽讓豫賴轉鄕醫釋'
        '鐵鉃鑄閒隱靈靜靑顯驛驗靏靍鸖鷄鹽麥黃黑默點齡龜亞兔卷卽吳單嚴奧姬孃寶寳對巢帶彈從愼懷戰攝收'
        '數晝曻杦栁桺權檢歸歷爲狹獨硏禰稅蘆蟬衞讚豬逹邨鄰鎭頰餠驒鯵麴凜亙籏舩辨辯瓣絲燈蠶蟲假價變邇'
        ']')
    THEN replace(lower(normalize($1, NFKC) COLLATE "C"), ' ', '')
    ELSE translate(replace(lower(normalize($1, NFKC) COLLATE "C"), ' ', ''),
        '髙﨑嵜邉邊齋齊斎濵濱桒𠮷澤廣國嶋嶌德瀨櫻惠眞榮學龍瀧關藏豐淸增曾壽實澁兒圓圡條槇遙堯舘峯嶽穐埜冨冝淵'
        '檜藪籔鷗莊參彌萬與來佛傳會兩劍劔釼勳區圖團壯聲寬專將尙巖廳彥應戀戶拔敎晉曉樂樣橫步每氣淨淺溫濟瑤產畫'
        '當盡禮禪稻穗竝經綠緖縣總繩續聰肅臺舊薰藝藥螢裝覺觀觸證譽讓豫賴轉鄕醫釋鐵鉃鑄閒隱靈靜靑顯驛驗靏靍鸖鷄'
        '鹽麥黃黑默點齡龜亞兔卷卽吳單嚴奧姬孃寶寳對巢帶彈從愼懷戰攝收數晝曻杦栁桺權檢歸歷爲狹獨硏禰稅蘆蟬衞讚'
        '豬逹邨鄰鎭頰餠驒鯵麴凜亙籏舩辨辯瓣絲燈蠶蟲假價變邇ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじす'
        'ずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりる'
        'れろゎわゐゑをんゔゕゖゝゞヵヶÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞー‐‒–—'
        '―−─━〜~〰⁓➖⸺⸻˗⁃' ||
        U&'\0020\0009\000A\000B\000C\000D\0085\1680\2028\2029\30FB\00AD\061C\180E\200B\200C\200D\200E\200F\202A'
        '\202B\202C\202D\202E\2060\2061\2062\2063\2064\2065\2066\2067\2068\2069\FEFF\FE00\FE01\FE02\FE03\FE04'
        '\FE05\FE06\FE07\FE08\FE09\FE0A\FE0B\FE0C\FE0D\FE0E\FE0F\+0E0100\+0E0101\+0E0102\+0E0103\+0E0104'
        '\+0E0105\+0E0106\+0E0107\+0E0108\+0E0109\+0E010A\+0E010B\+0E010C\+0E010D\+0E010E\+0E010F\+0E0110'
        '\+0E0111\+0E0112\+0E0113\+0E0114\+0E0115\+0E0116\+0E0117\+0E0118\+0E0119\+0E011A\+0E011B\+0E011C'
        '\+0E011D\+0E011E\+0E011F',
        '高崎崎辺辺斉斉斉浜浜桑吉沢広国島島徳瀬桜恵真栄学竜滝関蔵豊清増曽寿実渋児円土条槙遥尭館峰岳秋野富宜渕'
        '桧薮薮鴎荘参弥万与来仏伝会両剣剣剣勲区図団壮声寛専将尚巌庁彦応恋戸抜教晋暁楽様横歩毎気浄浅温済瑶産画'
        '当尽礼禅稲穂並経緑緒県総縄続聡粛台旧薫芸薬蛍装覚観触証誉譲予頼転郷医釈鉄鉄鋳間隠霊静青顕駅験鶴鶴鶴鶏'
        '塩麦黄黒黙点齢亀亜兎巻即呉単厳奥姫嬢宝宝対巣帯弾従慎懐戦摂収数昼昇杉柳柳権検帰歴為狭独研祢税芦蝉衛讃'
        '猪達村隣鎮頬餅騨鰺麹凛亘旗船弁弁弁糸灯蚕虫仮価変迩ァアィイゥウェエォオカガキギクグケゲコゴサザシジス'
        'ズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリル'
        'レロヮワヰヱヲンヴカケヽヾカケàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ-----'
        '-------------')
    END
$$;

-- A search by the beginning of a name or its kana; the expressions are those of FindCustomersByName.
DROP INDEX customer_search_name;
CREATE INDEX customer_search_name ON customer ((folded(name) COLLATE "C"));
DROP INDEX customer_search_kana;
CREATE INDEX customer_search_kana ON customer ((folded(kana) COLLATE "C"));

-- The web shop's own number, as people read it off a letter.
DROP INDEX reservation_reference;
CREATE INDEX reservation_reference ON reservation (location_id, (folded(reference) COLLATE "C")) WHERE reference <> '';

-- Searches that look through a table compare what was folded when it was written.
ALTER TABLE sku ADD COLUMN search text COLLATE "C" NOT NULL
    GENERATED ALWAYS AS (folded(sku || '|' || name || '|' || name_en)) STORED;
ALTER TABLE contact_attempt ADD COLUMN search text COLLATE "C" NOT NULL
    GENERATED ALWAYS AS (folded(need || '|' || advice || '|' || note)) STORED;

-- No contact is waited for once a reservation has ended (ContactState.atTheEnd).
UPDATE reservation
SET contact = CASE contact WHEN 'pending' THEN 'not_needed' ELSE 'unreachable' END
WHERE hold <> 'active' AND contact IN ('pending', 'attempted');
