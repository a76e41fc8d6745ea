"""The words by which a table tells what it holds, in Japanese and English."""

from __future__ import annotations

import re
from typing import Final


def _compile_ends(words: str) -> re.Pattern[str]:
    """Match labels that end in one of the words, whatever stands in brackets behind it."""
    choices = "|".join(re.escape(word).replace("_", " ") for word in words.split())
    return re.compile(rf"(?:^|(?<![a-z]))(?:{choices})(?:名|[s])?(?:[\s　]*[（(].*)?$", re.IGNORECASE)


def _compile_whole(words: str) -> re.Pattern[str]:
    choices = "|".join(re.escape(word).replace("_", " ") for word in words.split())
    return re.compile(rf"(?:{choices})(?:名|s)?(?:[\s　]*[（(].*)?", re.IGNORECASE)


ITEM_HEAD: Final = _compile_ends(
    "モデル 製品 商品 ツール サービス 手法 方式 方法 技術 プラットフォーム 企業 会社 メーカー ベンダー"
    " プレイヤー 競合 フレームワーク ライブラリ 言語 プラン システム センサー 選択肢 アプローチ 実装"
    " エンジン アルゴリズム 戦略 データベース DB エディタ エディター IDE ブラウザ OS"
    " ディストリビューション クラウド 形式 フォーマット プロトコル 規格 アーキテクチャ デバイス 機種 端末"
    " ボード カード GPU CPU チップ マシン インスタンス アプリ ソフト ソフトウェア ハードウェア"
    " ソリューション 構成 案 候補 比較対象 パッケージ モジュール プロバイダー プロバイダ ベンチマーク"
    " データセット 資格 コース 施策 アセット デプロイ先 ホスティング エージェント 拡張機能 プラグイン"
    " テンプレートエンジン バックエンド ランタイム model product tool service method approach platform"
    " company vendor framework library language plan system option engine algorithm strategy database"
    " editor browser format protocol provider solution candidate package runtime backend name technique"
    " architecture device"
)
"""Heads of a first column that names things of one kind."""
KIND_HEAD: Final = _compile_whole(
    "種類 種別 タイプ パターン モード プロファイル 名前 名称 分類 区分 カテゴリ カテゴリー 企業カテゴリ"
    " 候補 品質 type kind mode profile"
)
"""Heads of a first column that may name things to choose from, or only their kinds."""
CRITERIA_HEAD: Final = _compile_whole(
    "項目 観点 視点 指標 機能 特性 特徴 側面 基準 軸 条件 属性 要件 性質 機能カテゴリ 評価項目 評価 内容"
    " 評価基準 評価観点 メトリクス 比較 スペック 仕様 ポイント タスク タスク種別 ベンチマーク 段階 状況"
    " 機能/項目 特徴/製品 項目/製品 要素 フェーズ ユースケース シナリオ item aspect feature criterion"
    " criteria metric attribute property category benchmark task spec dimension"
)
"""Heads of a first column that lists criteria: its rows are no items."""
COMPARED_HEAD: Final = re.compile(
    r"比較(?:項目|軸|観点|ポイント|基準|内容|対象外|)|評価軸|compar", re.IGNORECASE
)
CRITERION: Final = re.compile(
    r"料金|価格|費用|コスト|単価|月額|年額|性能|速度|速さ|遅延|レイテンシ|スループット|時間|精度|正確"
    r"|スコア|評価|難易度|難しさ|手軽"
    r"|容易|学習コスト|導入|運用|保守|拡張性|柔軟|自由度|カスタマイズ|安全|セキュリティ|信頼|安定|可用性"
    r"|強み|弱み|長所|短所"
    r"|メリット|デメリット|利点|欠点|得意|苦手|向き|向いて|適し|適した|適用|用途|特徴|特長|対応|サポート"
    r"|ライセンス|提供|開発元"
    r"|開発企業|コンテキスト|パラメータ数|メモリ|サイズ|容量|消費|電力|解像度|距離|範囲|規模|シェア|優位"
    r"|課題|リスク|制限|制約|効果"
    r"|削減|品質|使いやす|運用性|人気|実績|成熟|エコシステム|互換|依存|自律|更新|頻度|保存|永続|粒度"
    r"|タイミング|再現性|アプローチ"
    r"|原理|仕組み|方式|言語|プラットフォーム|基盤|環境|おすすめ|推奨|こういう時|場面|ケース|レベル|目的"
    r"|入出力|発生|責任|対象"
    r"|カテゴリー?$|違い|差$|性格|性$|力$|量$|率$|数$|長$|度$|感$"
    r"|price|cost|speed|latency|throughput|accuracy|score|license|context|pros|cons|strength|weakness|support"
    r"|memory|size|performance|use case|best for|limit|quality|security|ease|flexib|scal",
    re.IGNORECASE,
)
"""What things are compared by."""
DESCRIPTION: Final = _compile_whole(
    "説明 概要 内容 詳細 意味 定義 役割 解説 備考 補足 例 具体例 使用例 用例 値 設定値 設定 コマンド"
    " 手順 記述 目的 読み方 記号 確認事項 結果 動作 機能 処理 対処 対策 対処法 原因 出典 参考 リンク URL"
    " 担当 作業 やること メモ コメント 主なツール デフォルト デフォルト値 型 必須 代表例 読み 影響 意義"
    " 数値 目標 現状 状態 検証内容 期待値 期待結果 description note notes meaning definition summary"
    " detail details example examples value default type required role result remarks comment link"
    " content"
)
"""Heads of columns that say something about a thing without weighing it."""
OTHER_HEAD: Final = _compile_whole(
    "用語 略語 語 単語 要素 要素名 構成要素 コンポーネント 役割 課題 問題 問題点 メリット デメリット"
    " 利点 弱点 リスク 脅威 脆弱性 脆弱性タイプ ステータス 状態 症状 エラー 手順 ステップ フェーズ 段階"
    " 工程 レベル 年 年度 年月 年月日 日付 日時 日 時期 期間 月 週 曜日 回 順位 優先度 番号 パラメータ"
    " パラメーター 引数 プロパティ オプション フィールド フィールド名 キー 変数 変数名 型 属性 属性名"
    " メソッド メソッド名 関数 関数名 API エンドポイント コマンド サブコマンド ファイル ファイル名"
    " vueファイル フォルダ ディレクトリ パス 記号 演算子 文字 質問 設問 章 節 画像 前提条件 確認事項"
    " 注意点 目的 原則 ルール 項目名 設定項目 設定 対策 施策内容 イベント 出来事 担当 担当者 役職"
    " パートナー プロジェクト 部品 部品名 品名 ピン ボタン 条件 状況 場面 エレメント タグ 領域 国 地域"
    " 指標 KPI 作業 作業内容 タスク名 キーワード 色 入力 環境変数 テーブル カラム カラム名 列名"
    " テスト項目 テストケース ケース名 チェック項目 対象ファイル レスポンス 略称 スタック名 リソース"
    " リソース名 世代 バージョン 改善点 変更点 理由 id no no. # term step phase level date year version"
    " status error parameter argument property option field key variable method function endpoint command"
    " file path symbol event question risk issue rank day time column flag env code keyword run month"
    " week"
)
"""Heads of a first column whose rows are no things to choose from."""
CHANGE: Final = re.compile(
    r"before|after|(?:導入|改善|適用|対応|変更|修正|最適化|実施|移行|更新|リリース|採用|改修|対策)[前後]"
    r"|従来リスク|現在$|以前|(?:^|\s)(?:旧|新)$"
    r"|新しい|新旧|[^案]旧[^機式]|設定時|未検知|検知時|^(?:前回|今回|現行)|壊れた|直した",
    re.IGNORECASE,
)
"""Heads of columns that show one thing at two times or in two states."""
DIFFERENCE: Final = re.compile(
    r"(?:改善|削減|短縮|向上|変化|増減|増加|減少|成長)(?:率|幅|度|量|効果)?$|^変化|^改善|^差分?$|cagr"
    r"|diff|delta|[Δδ]|前年比",
    re.IGNORECASE,
)
"""Heads of columns that are computed from the others."""
SCHEDULE: Final = re.compile(
    r"日付|期限|期日|日程|予定|担当|時期|スケジュール|(?:開始|終了|公開|発売|リリース|登録|更新|施行)[日年]"
    r"|(?:19|20)\d\d年|進捗"
    r"|状況|release date|retirement|eol|due|date$|owner|assignee|目標",
    re.IGNORECASE,
)
"""Heads of columns that tell when something is due or how far it is."""
COMPARING: Final = re.compile(
    r"比較|対比|違い|差異|使い分け|どちら|どっち|どれを|選び方|選定|選択基準|早見|メリット.?デメリット"
    r"|競合|対決|ランキング"
    r"|(?:^|[\s　」）)])vs\.?(?:[\s　「（(]|$)|\bversus\b|compar|difference|alternatives|選$",
    re.IGNORECASE,
)
"""What a heading or a sentence says of a table that compares."""
STRENGTH: Final = re.compile(r"強み|長所|メリット(?!.*デメリット)|利点|得意|pros|strength", re.IGNORECASE)
WEAKNESS: Final = re.compile(r"弱み|短所|デメリット|欠点|苦手|課題|cons\b|weakness", re.IGNORECASE)
TOTAL: Final = re.compile(r"(?:合計|総計|小計|総額|total)", re.IGNORECASE)
ORDERED: Final = re.compile(
    r"[\d０-９][\d０-９,.]*[ ]?[本個件枚人回社円点倍秒分%％]?(?:[\s　]*[（(].*)?"
    r"|(?:step|phase|level|lv|レベル|ステップ|フェーズ|第|q|no\.?|#|agent|v|l|p|r-|ch)?"
    r"[\s.]*[\d０-９①-⑳]+(?:[.:：章回段階節位月日週]|\b|$).*",
    re.IGNORECASE,
)
"""Labels that count."""
