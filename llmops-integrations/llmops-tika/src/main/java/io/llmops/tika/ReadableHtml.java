package io.llmops.tika;

import java.util.Locale;
import java.util.Set;
import org.apache.tika.parser.html.HtmlMapper;
import org.jspecify.annotations.Nullable;

/** Keeps what a page says and drops what only the browser needs: scripts, styles, navigation, drawings, controls. */
final class ReadableHtml implements HtmlMapper {

    private static final Set<String> DISCARDED =
            Set.of("script", "style", "nav", "template", "svg", "iframe", "object", "select", "button");

    @Override
    public String mapSafeElement(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isDiscardElement(String name) {
        return DISCARDED.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public @Nullable String mapSafeAttribute(String elementName, String attributeName) {
        return null;
    }
}
