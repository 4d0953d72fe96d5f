package io.llmops.jdbc.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmops.api.connect.DocumentMetadata;
import io.llmops.api.connect.DocumentVersion;
import io.llmops.api.exception.DocumentException;
import io.llmops.core.prompt.PromptTemplate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which columns are fetched, and the document that a row makes. Only what a document needs is fetched. */
final class RowLayout {

    private static final Set<String> TIMES = Set.of(DocumentMetadata.SOURCE_TIME, DocumentMetadata.VALID_UNTIL);

    private final String name;
    private final RowSettings settings;
    private final List<String> columns;
    private final Function<List<Object>, Supplier<RowDocument>> again;
    /** Text columns by the name that the template has for them. */
    private final Map<String, String> texts = new LinkedHashMap<>();

    /**
     * @param name of the table or query, with which ids begin
     * @param order columns that rows are ordered by, which are fetched as well
     * @param again fetches a row by the values of its key
     * @throws io.llmops.api.exception.ConfigurationException if a column that the settings name is not there
     */
    RowLayout(
            String name,
            RowSettings settings,
            Relation relation,
            List<String> order,
            Function<List<Object>, Supplier<RowDocument>> again) {
        this.name = name;
        this.again = again;
        this.settings = settings.resolved(relation);
        String version = this.settings.version();
        String deleted = this.settings.deleted();
        PromptTemplate template = settings.template();
        if (template == null) {
            relation.columns().keySet().forEach(column -> texts.put(column, column));
            texts.keySet().removeIf(column -> column.equals(deleted));
        } else {
            template.variables().forEach(variable -> texts.put(variable, relation.column(variable)));
        }
        Set<String> fetched = new LinkedHashSet<>(this.settings.keys());
        fetched.addAll(order);
        fetched.addAll(this.settings.metadata().values());
        Stream.of(version, deleted).filter(Objects::nonNull).forEach(fetched::add);
        fetched.addAll(texts.values());
        this.columns = List.copyOf(fetched);
    }

    /** In the order of the statement. */
    List<String> columns() {
        return columns;
    }

    List<String> keys() {
        return settings.keys();
    }

    /** The row that a result set stands on. */
    Row row(ResultSet result) throws SQLException {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            values.put(columns.get(i), Cell.value(result, i + 1));
        }
        return new Row(values);
    }

    /** What was fetched of a row. */
    final class Row {

        private final Map<String, @Nullable Object> values;

        Row(Map<String, @Nullable Object> values) {
            this.values = values;
        }

        @Nullable Object value(String column) {
            return values.get(column);
        }

        boolean isDeleted() {
            String column = settings.deleted();
            return column != null && Cell.marks(value(column));
        }

        /** The name of the table and the values of the key, with slashes between. */
        String id() {
            StringBuilder id = new StringBuilder(name);
            key().forEach(value ->
                    id.append('/').append(Cell.text(value).replace("%", "%25").replace("/", "%2F")));
            return id.toString();
        }

        private List<Object> key() {
            List<Object> key = new ArrayList<>();
            for (String column : settings.keys()) {
                Object value = value(column);
                if (value == null) {
                    throw new DocumentException("column '" + column + "' of " + name
                            + " is NULL in a row, so that the row has no id: name columns that are never NULL");
                }
                key.add(value);
            }
            return key;
        }

        /** A row that makes no document gives one that tells why when it is opened. */
        RowDocument document() {
            String id = id();
            try {
                Map<String, String> metadata = metadata();
                byte[] text = text().getBytes(UTF_8);
                return RowDocument.of(id, version(text, metadata), metadata, text, again.apply(key()));
            } catch (DocumentException e) {
                return RowDocument.failed(id, e);
            }
        }

        private String version(byte[] text, Map<String, String> metadata) {
            String column = settings.version();
            return column == null ? DocumentVersion.of(text, metadata) : Cell.text(value(column));
        }

        private Map<String, String> metadata() {
            Map<String, String> metadata = new TreeMap<>();
            settings.metadata().forEach((key, column) -> {
                Object value = value(column);
                if (value != null) {
                    metadata.put(
                            key, TIMES.contains(key) ? Cell.instant(value, settings.zone(), column) : Cell.text(value));
                }
            });
            return metadata;
        }

        private String text() {
            PromptTemplate template = settings.template();
            if (template != null) {
                Map<String, String> variables = new HashMap<>();
                texts.forEach((variable, column) -> variables.put(variable, Cell.text(value(column))));
                return template.render(variables);
            }
            List<String> lines = new ArrayList<>();
            texts.values().forEach(column -> {
                String text = Cell.text(value(column));
                if (!text.isBlank()) {
                    lines.add(column + ": " + text);
                }
            });
            return String.join("\n", lines);
        }
    }
}
