"""What can be the name of a term, and what is only a label or a piece of a sentence."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

_LABELS: Final = frozenset(
    "対策 特徴 特長 課題 メリット デメリット まとめ 概要 目的 注意点 ポイント 背景 結論 効果"
    " 理由 原因 結果 手順 方法 例 具体例 事例 補足 注意 備考 詳細 内容 説明 意味 定義 役割 機能"
    " 利点 欠点 長所 短所 強み 弱み 用途 使い方 使用例 活用例 活用事例 導入事例 前提 前提条件"
    " 条件 要件 環境 準備 構成 仕様 設定 実装 実行 検証 評価 考察 分析 比較 違い 種類 分類 一覧"
    " 参考 参考文献 関連記事 出典 引用 はじめに おわりに 最後に 終わりに 今後 展望 テスト ルール"
    " 雑談 小ネタ 確保 行動 思考 選定 今後の展望 将来性 現状 問題 問題点 解決策 解決方法 対応"
    " 対応策 影響 リスク コスト 費用 料金 価格 性能 品質 速度 精度 時間 期間 頻度 数値 値 単位"
    " 項目 要素 観点 視点 基準 指標 目標 戦略 計画 施策 取り組み 動向 最新動向 トレンド 市場"
    " 市場規模 業界 業種 企業 会社 組織 個人 社会 技術 技術的側面 製品 サービス ツール モデル"
    " データ システム アプリ アプリケーション プロジェクト チーム ユーザー 顧客 開発者 管理者"
    " 担当者 専門家 研究者 ビジネス 活用 利用 応用 導入 運用 管理 開発 設計 学習 推論 教育 人材"
    " 投資 規制 倫理 安全性 信頼性 透明性 公平性 可用性 拡張性 柔軟性 効率性 生産性"
    " プラットフォーム ソリューション フレームワーク ライブラリ プロセス フェーズ ステップ レベル"
    " タスク ケース シナリオ パターン メソッド アプローチ キーワード 質問 回答 入力 出力 出力例"
    " コード ファイル フォルダ ページ サイト 記事 本記事 本稿 この記事 日本 米国 アメリカ 中国"
    " 欧州 政府 国 世界 国内 海外 我々 私たち 皆さん あなた これ それ ここ 今回 今日 最近 近年"
    " 以下 上記 前者 後者 両者 一方 他方 全体 部分 最初 最後 次回 前回 現在 過去 未来 将来"
    " 重要なこと 大切なこと 本質 鍵 基盤 基礎 基本 セキュリティ 経営 経営者 エンジニア 技術者"
    " 投資家 学生 医師 医療 金融 製造業 価値 意識 信頼 成功 失敗 変化 進化 挑戦 責任 誰 ai 生産"
    " 社員 従業員 消費者 読者 人間 人 人々 言葉 名前 数 能力 知識 経験 情報 権限 状態 状況 場合"
    " 場面 日 年 月 週 回答例 必要性 リーダーシップ コミュニケーション カスタマイズ 自動化 効率化"
    " 最適化 可視化 差別化 民主化 高度化 多様化 標準化 統合 連携 分離 拡張".split()
)
"""Words of headings and bullets, and words too broad to be terms."""
_ADNOMINAL: Final = re.compile(
    r"^(?:特定|過去|次世代|独自|既存|従来|最新|実際|本来|真|現在|将来|今後|通常|個別|専用|共通|当社"
    r"|自社|弊社)の"
    r"|^(?:主要|一般的|標準的|効率的|新た|様々|重要|具体的|高度|高性能|典型的|代表的|基本的|単純|最適"
    r"|特殊|巨大|強力)な"
)
"""What stands before a name in a sentence."""
_GRADE: Final = re.compile(
    r"^(?:高|低|中|大|小|新|旧|限定的|一般的|基本的|主要|主な|最小|最大|許容できない|個別)"
)
"""What makes a label of a label: 高リスク."""
_PARTICLE: Final = re.compile(
    r"[をがはへもや、。！？…]|(?<!あ)る$|[にとで](?!き)|から|まで|です|ます|した|して|され|られ|れる"
    r"|せる|たい|ない|よう|という|こと|もの|それ|これ|その|この|どの|あの"
    r"|けれど|だろう|でき|ください|にく|やす|すぎ|ながら|[ぁ-ん]{4,}|^[ぁ-ん]{1,3}(?=[^ぁ-ん])"
    r"|[うくぐすつぬぶむるた]$|[がのなにをはもでと]$"
)
"""What only pieces of sentences have; a name may hold の, な, ある and endings such as み in 埋め込み."""
_JOINS: Final = re.compile(r"による|に基づく|あり|あたり|振り|取り|切り|折り")
_FOREIGN: Final = re.compile(r"[A-Za-z]")
_COUNTED: Final = re.compile(r"^[\d０-９第約計全]|[\d０-９]+[年月日円人件社%％回位つ個本台倍時分秒]")
_ORGANISATION: Final = re.compile(
    r"(?:協会|学会|連盟|連合|同盟|機構|機関|委員会|評議会|財団|省|庁|局|署|大学|大学院|学院|研究所"
    r"|研究院|銀行|証券|取引所|株式会社|会社|グループ|連邦"
    r"|首長国|共和国|王国|合衆国|国連|政府|議会|裁判所|新聞|通信社|法|法案|条例|規則|指令|閣僚|大統領"
    r"|首相|氏|さん|教授|ダラー|市|県|州|区)$"
)
"""Organisations, places, laws and persons: names, but no terms."""
_BUSINESS: Final = re.compile(
    r"(?:成長率|社会的責任|対効果|責任者|取締役|役員|担当役員|売上|収益|利益|株価|株式|時価総額"
    r"|資金調達|投資(?:額|家|率)?|広告(?:単価|費|表示回数)"
    r"|顧客満足度?|購買力|内総生産|事業継続計画|事業部|部門|本部|人材|株主|温室効果ガス"
    r"|持続可能な開発目標|ガバナンス|中小企業|大企業|外部委託|業務委託)$"
)
"""Words of business and society that articles gloss in passing."""
_SUBJECT: Final = re.compile(
    r"(?:人材|規制|推進|削減|分析|活用|投資|企業|育成|事例|ニュース|対応|ロードマップ|ガイド|倫理|業界"
    r"|業務|効率化|入門|解説|比較|レビュー|イベント|勉強会"
    r"|まとめ|日記|雑記|開発|管理|ポエム|初心者|向け|最新|動向|論文|記事|書評|転職|資格|試験)$"
)
"""Subjects of posts."""
_COMPANIES: Final = frozenset(
    "google alphabet microsoft amazon aws apple meta facebook openai anthropic nvidia intel amd"
    " ibm oracle salesforce sap adobe tesla samsung huawei alibaba tencent baidu xiaomi sony"
    " toyota softbank rakuten line kddi ntt docomo fujitsu nec hitachi toshiba panasonic tsmc"
    " qualcomm broadcom arm micron netflix spotify uber airbnb twitter tiktok bytedance yahoo"
    " deepmind jpmorgan jetbrains github gitlab slack zoom dropbox databricks snowflake stripe"
    " shopify paypal visa mastercard atlassian グーグル マイクロソフト アマゾン アップル メタ"
    " エヌビディア インテル サムスン ファーウェイ アリババ テンセント バイドゥ テスラ ソニー"
    " トヨタ ソフトバンク 楽天 アンソロピック オープンai".split()
)
"""Companies that technical articles name most: names, but no terms."""
_PRODUCTS: Final = frozenset(
    "vscode chatgpt gpt gpt-4 gpt-4o gpt-5 claude gemini copilot llama grok bard bedrock azure"
    " gcp sagemaker vertex alexa siri cortana blackwell hopper cuda photoshop firefly midjourney"
    " dall-e sora teams excel office windows android ios macos linux ubuntu chrome firefox safari"
    " edge python java javascript typescript rust go ruby php docker kubernetes terraform"
    " tensorflow pytorch notion figma jira cursor react vue angular next.js nuxt".split()
)
"""Products that technical articles name most."""
_COMPANY_WORD: Final = re.compile(
    r"\b(?:Inc|Corp|Corporation|Ltd|LLC|Technologies|Group|Holdings|University|Institute|Association"
    r"|Foundation|Agency|Commission"
    r"|Bank|Labs?|Ventures|Capital|Partners|Union|Kingdom|States)$"
)
_SHORT_KANJI: Final = re.compile(r"[一-鿿々]{1,2}的?")
_ABBREVIATION: Final = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z][A-Za-z0-9&+-]{1,9}")
_KATAKANA: Final = re.compile(r"[ァ-ヺー・=＝ ]+")
_CONSONANTS: Final = {
    **dict.fromkeys("カキクケコ", "k"),
    **dict.fromkeys("ガギグゲゴ", "g"),
    **dict.fromkeys("サシスセソツ", "s"),
    **dict.fromkeys("ザジズゼゾヂヅ", "s"),
    **dict.fromkeys("タチテトッ", "t"),
    **dict.fromkeys("ダデド", "d"),
    **dict.fromkeys("ナニヌネノンマミムメモ", "n"),
    **dict.fromkeys("ハヒフヘホ", "h"),
    **dict.fromkeys("バビブベボヴパピプペポ", "b"),
    **dict.fromkeys("ラリルレロ", "r"),
    "ワ": "w",
}
"""How katakana sound, roughly; vowels and doubled sounds count for nothing."""
_LETTERS: Final = {
    **dict.fromkeys("ckqx", "k"),
    "g": "g",
    **dict.fromkeys("szj", "s"),
    "t": "t",
    "d": "d",
    **dict.fromkeys("nm", "n"),
    **dict.fromkeys("hf", "h"),
    **dict.fromkeys("bvp", "b"),
    **dict.fromkeys("rl", "r"),
    "w": "w",
}
_ALIKE: Final = 0.5
_FIRST: Final = {
    "c": "kst",
    "g": "gs",
    "k": "kn",
    "p": "bh",
    "t": "ts",
    "s": "s",
    "h": "h",
    "z": "s",
    "d": "ds",
}
"""What a Latin letter may sound like at the beginning, where it is not what _LETTERS has."""
_COMMON: Final = frozenset(
    "ai it ict ui ux cx pc os api url sns web cpu gpu saas paas iaas aws gcp dx kpi roi kgi qol"
    " sdgs esg csr crm erp hr ceo cto cio b2b b2c faq pdf csv html css json xml http https tcp ip"
    " sql pr pm qa r&d sdk ide m&a ipo eu un who gdp vr ar sla pdca okr hp id ec bi rpa vpn usb"
    " ram rom ssd".split()
)
"""Abbreviations that readers of technical articles know, and words of business."""
_ENGLISH: Final = re.compile(r"[A-Za-z][A-Za-z0-9'’+&-]*(?:[ /][A-Za-z0-9'’+&-]+){0,7}")
_IDENTIFIER: Final = re.compile(r"(?=.*[a-z][A-Z])[A-Za-z0-9]+")
"""Words of programs: PriorityQueue."""
_MAX_LENGTH: Final = 24
_EDGES: Final = " \t　※*_＊~#・:：-–—→'\"“”.．,，"


def clean_name(text: str) -> str:
    """Return a name without marks and space around it."""
    return _ADNOMINAL.sub("", " ".join(text.replace("\x00", " ").split()).strip(_EDGES))


def is_abbreviation(text: str) -> bool:
    """Tell whether a text is a short Latin name with two capitals."""
    return _ABBREVIATION.fullmatch(text) is not None and 3 * sum(map(str.isupper, text)) >= len(text)


def is_english(text: str) -> bool:
    """Tell whether a text is Latin words that may be an English name."""
    if _ENGLISH.fullmatch(text) is None or " + " in text or _IDENTIFIER.fullmatch(text):
        return False
    return sum(map(str.isalpha, text)) > 2


def is_term_name(name: str) -> bool:
    """Tell whether a word has the form of a term: a noun, and no label, number or organisation."""
    if not 2 <= len(name) <= _MAX_LENGTH or not _LABELS.isdisjoint(_list_bare(name)):
        return False
    if _COUNTED.search(name) or _ORGANISATION.search(name) or _BUSINESS.search(name):
        return False
    if name.isascii():
        return is_abbreviation(name) or (is_english(name) and name[0].isupper())
    return not _PARTICLE.search(_JOINS.sub("", name))


def is_common(name: str) -> bool:
    """Tell whether a name is known to all who read technical articles, or too short to be clear by itself."""
    return name.casefold() in _COMMON or _SHORT_KANJI.fullmatch(name) is not None


def is_product(name: str) -> bool:
    """Tell whether a name is that of a well-known product: behind a word it is an example, no translation."""
    return not _PRODUCTS.isdisjoint((*name.casefold().split(), name.casefold().replace(" ", "")))


def is_company(name: str) -> bool:
    """Tell whether a name is, or has in it, that of a well-known company or of any organisation."""
    words = re.split(r"[ /・]", name.casefold())
    return not _COMPANIES.isdisjoint(words) or _COMPANY_WORD.search(name) is not None


def sounds_like(name: str, english: str) -> bool:
    """Tell whether a katakana name may be the English one; other names may always be."""
    if not _KATAKANA.fullmatch(name):
        return True
    here = "".join(_CONSONANTS.get(letter, "") for letter in name)
    there = "".join(_LETTERS.get(letter, "") for letter in english.casefold())
    return SequenceMatcher(None, here, there, autojunk=False).ratio() >= _ALIKE


def may_abbreviate(name: str, abbreviation: str) -> bool:
    """Tell whether a katakana name begins with the sound of its abbreviation; other names may."""
    if not _KATAKANA.fullmatch(name):
        return True
    sound, letter = _CONSONANTS.get(name[0], ""), abbreviation[0].casefold()
    return not sound or sound in _FIRST.get(letter, _LETTERS.get(letter, ""))


def is_tag_name(tag: str) -> bool:
    """Tell whether a tag may be a term rather than a subject that posts are filed under."""
    return is_term_name(tag) and not _SUBJECT.search(tag) and not is_company(tag)


def _list_bare(name: str) -> tuple[str, ...]:
    """List the name and what is left of it without a grade or the word AI before it."""
    return (name.casefold(), _GRADE.sub("", name), name.removeprefix("AI"), name.removesuffix("層"))


def spells(short: str, name: str) -> bool:
    """Tell whether an abbreviation's letters are the beginnings of a name's words, in order."""
    letters = [letter.casefold() for letter in short if letter.isalnum()]
    words = [word.casefold() for word in re.split(r"[ /&-]+", name) if word]
    if len(words) < 2 or not letters:
        return False
    if letters and letters[-1] == "s" and len(letters) > len(words):
        letters.pop()
    initials = [word[0] for word in words]
    capitals = [word[0].casefold() for word in re.split(r"[ /&-]+", name) if word and word[0].isupper()]
    if letters in (initials, capitals):
        return True
    return len(letters) > 1 and letters[0] == initials[0] and _runs_through(letters, words)


def _runs_through(letters: list[str], words: list[str]) -> bool:
    """Tell whether letters can be read off words one after another, each word giving one or more."""
    rest = letters
    for word in words:
        if not rest or not word.startswith(rest[0]):
            return False
        taken = 1
        while taken < len(rest) and taken < len(word) and rest[taken] in word[1:] and len(rest) - taken > 0:
            if len(words) - words.index(word) - 1 >= len(rest) - taken:
                break
            taken += 1
        rest = rest[taken:]
    return not rest
