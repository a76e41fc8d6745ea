"""Keys that other generators read and that mean nothing here: worth a hint, and no warning."""

from __future__ import annotations

from typing import Final

_JEKYLL: Final = """
    audio author_profile classes comments date_format defaults dsq_thread_id dsq_needs_sync
    excerpt_separator feed footer gallery header hidden lightbox mermaid nav_exclude nav_order
    page_css page_js parent pin read_time redirect_to related_articles related_posts
    render_with_liquid robots SBM_count share show_date sidebar sitemap sticky subtitle theme toc
    toc_label toc_sticky usemathjax video
"""
_HUGO: Final = """
    build cascade disableShare expiryDate featured featured_image featuredImage headless
    hideMeta hideSummary images isCJKLanguage linkTitle linktitle markup menu menus outputs params
    resources ShowBreadCrumbs ShowPostNavLinks ShowReadingTime showDate showToc ShowToc tocOpen
    TocOpen weight
"""
_ZENN_AND_QIITA: Final = "ignorePublish organization_url_name publication_name slide"
_ASTRO_AND_ELEVENTY: Final = """
    alternates eleventyComputed eleventyExcludeFromCollections eleventyNavigation faq hideTOC
    nextPage pagination prefetch prevPage relatedPosts templateEngineOverride timezone
"""
_DOCUSAURUS_AND_VITEPRESS: Final = """
    aside custom_edit_url displayed_sidebar editLink hide_table_of_contents hide_title outline
    pagination_next pagination_prev prev next sidebar_class_name sidebar_label sidebar_position
    unlisted
"""
_HEXO: Final = "abbrlink copyright password top top_img updateDate"
_SPHINX: Final = "file_format html_meta html_theme jupytext kernelspec myst no-search nocomments nosearch"
_SPHINX_TOO: Final = "orphan substitutions tocdepth"
_EDITORS: Final = "cssclass cssclasses export_on_save output presentation publish uuid zettelkasten"

NEEDLESS: Final = frozenset(
    " ".join(
        (
            _JEKYLL,
            _HUGO,
            _ZENN_AND_QIITA,
            _ASTRO_AND_ELEVENTY,
            _DOCUSAURUS_AND_VITEPRESS,
            _HEXO,
            _SPHINX,
            _SPHINX_TOO,
            _EDITORS,
        )
    ).split()
)
"""Keys of Jekyll, Hugo, Zenn, Qiita, Astro, Eleventy, Docusaurus, VitePress, Hexo, Sphinx and editors."""
