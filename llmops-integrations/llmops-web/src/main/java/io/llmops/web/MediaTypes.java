package io.llmops.web;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Media types that are wanted; a subtype may be a star. */
record MediaTypes(Set<String> types) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9.+*-]+/[a-z0-9.+*-]+");
    private static final String UNKNOWN = "application/octet-stream";

    static final MediaTypes ANY = new MediaTypes(Set.of(EgressClient.ANYTHING));

    static Set<String> checked(Set<String> types) {
        if (types.isEmpty()) {
            throw new IllegalArgumentException("mediaTypes must not be empty: nothing could be fetched");
        }
        for (String type : types) {
            if (!FORM.matcher(type).matches()) {
                throw new IllegalArgumentException("mediaTypes must be of the form type/subtype: " + type);
            }
        }
        return Set.copyOf(types);
    }

    boolean accept(WebResponse response) {
        String type = response.mediaType().orElse(UNKNOWN);
        return types.contains(EgressClient.ANYTHING)
                || types.contains(type)
                || types.contains(type.substring(0, type.indexOf('/') + 1) + "*");
    }

    String header() {
        return String.join(", ", new TreeSet<>(types));
    }

    @Override
    public String toString() {
        return new TreeSet<>(types).toString();
    }
}
