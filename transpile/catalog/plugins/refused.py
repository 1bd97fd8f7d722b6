"""Plugins that are valid KQL and not translated: known by name, refused with the reason."""

from __future__ import annotations

from transpile.catalog.plugins.entry import unsupported_plugins

unsupported_plugins(
    ("python", "r", "csharp"),
    why="it runs code of another language",
)
unsupported_plugins(
    (
        "http_request",
        "http_request_post",
        "sql_request",
        "mysql_request",
        "postgresql_request",
        "cosmosdb_sql_request",
        "azure_digital_twins_query_request",
        "ai_chat_completion",
        "ai_chat_completion_prompt",
        "ai_embeddings",
        "ai_embed_text",
        "execute_query",
        "execute_show_command",
        "execute_cluster_query",
        "infer_storage_schema",
        "infer_storage_schema_with_suggestions",
    ),
    why="it reaches out to a service, and the lab works offline",
)
unsupported_plugins(
    ("schema_merge",),
    why="it merges schemas by the order of their rows, and rows of a table have none",
)
unsupported_plugins(
    ("autocluster", "diffpatterns", "diffpatterns_text"),
    why="which patterns it finds is Kusto's own choice, which its documentation does not settle",
)
unsupported_plugins(
    ("session_count", "sequence_detect", "funnel_sequence", "funnel_sequence_completion"),
    why="what it counts is not documented closely enough to count the same",
)
unsupported_plugins(
    (
        "estimate_rows_count",
        "identity",
        "preview",
        "rows_near",
    ),
    why="valid KQL that is not translated yet",
)
