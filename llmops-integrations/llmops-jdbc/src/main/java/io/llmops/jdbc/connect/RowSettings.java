package io.llmops.jdbc.connect;

import io.llmops.core.prompt.PromptTemplate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a row becomes a document.
 *
 * @param keys columns that the id is made of
 * @param template null for a line a column
 * @param metadata columns by metadata key
 * @param version column whose value is the version; null for a hash of the document
 * @param deleted column that marks rows as deleted; null for none
 * @param zone of times that have none
 */
record RowSettings(
        List<String> keys,
        @Nullable PromptTemplate template,
        Map<String, String> metadata,
        @Nullable String version,
        @Nullable String deleted,
        ZoneId zone) {

    /**
     * The same with the columns' names as the database has them.
     *
     * @throws io.llmops.api.exception.ConfigurationException if a column is not there
     */
    RowSettings resolved(Relation relation) {
        Map<String, String> columns = new TreeMap<>();
        metadata.forEach((key, column) -> columns.put(key, relation.column(column)));
        return new RowSettings(
                keys.stream().map(relation::column).toList(),
                template,
                columns,
                version == null ? null : relation.column(version),
                deleted == null ? null : relation.column(deleted),
                zone);
    }
}
