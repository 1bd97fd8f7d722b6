"""Plugins that are valid KQL and not translated: known by name, refused with the reason."""

from __future__ import annotations

from transpile.catalog.plugins.entry import unsupported_plugins

unsupported_plugins(
    ("python", "r", "csharp"),
    why="it runs code of another language",
    instead="do that work after the query, on its rows",
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
        "dax_request",
        "external_datatable",
    ),
    why="it reaches out to a service, and the lab works offline",
    instead="import its answer as a table ('lab import') or write it as a datatable",
)
unsupported_plugins(
    ("autocluster",),
    why="which patterns it finds is Kusto's own choice, which its documentation does not settle",
    instead="'evaluate basket(0.05)' finds every pattern of values that is frequent enough",
)
unsupported_plugins(
    ("diffpatterns", "diffpatterns_text"),
    why="which patterns it finds is Kusto's own choice, which its documentation does not settle",
    instead="summarize A = countif(x), B = countif(not(x)) by the columns to compare",
)
unsupported_plugins(
    ("session_count",),
    why="whether it counts sessions that began or that were alive is not documented",
    instead="row_window_session(...) after 'sort by' tells when the session of a row began",
)
unsupported_plugins(
    ("funnel_sequence", "funnel_sequence_completion"),
    why="which rows make a sequence is not documented closely enough to count the same",
    instead=(
        "'evaluate sequence_detect(...)' gives the sequences, and "
        "'summarize count_distinct(id)' counts who made them"
    ),
)
unsupported_plugins(
    ("estimate_rows_count", "identity", "identity_v3"),
    why="it is known to Kusto's parser, but not documented",
)
