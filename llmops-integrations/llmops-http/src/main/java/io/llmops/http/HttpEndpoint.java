package io.llmops.http;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.Secret;
import io.llmops.api.spi.ModelSpec;
import io.llmops.api.spi.ProviderErrors;
import java.net.URI;
import java.util.Optional;

/** Where a model is, and with which key. Immutable. Its {@code toString()} shows no key. */
public final class HttpEndpoint {

    private final URI baseUrl;
    private final boolean vendor;
    private final Optional<Secret> key;
    private final ProviderErrors errors;

    private HttpEndpoint(URI baseUrl, boolean vendor, Optional<Secret> key, ProviderErrors errors) {
        this.baseUrl = baseUrl;
        this.vendor = vendor;
        this.key = key;
        this.errors = errors;
    }

    /**
     * The endpoint that a specification or the environment names, else the vendor's own. The vendor's own needs a key;
     * elsewhere it is optional.
     *
     * @param keyVariable the environment variable of the key
     * @param urlVariable the environment variable of the base URL
     * @param vendorUrl the vendor's own base URL
     * @throws ConfigurationException if the URL is none, or the key is missing
     */
    public static HttpEndpoint of(ModelSpec spec, String keyVariable, String urlVariable, String vendorUrl) {
        URI baseUrl = parse(spec, urlVariable, spec.baseUrl(urlVariable).orElse(vendorUrl));
        Optional<Secret> key = spec.apiKey(keyVariable);
        boolean vendor = baseUrl.getHost().equals(URI.create(vendorUrl).getHost());
        if (key.isEmpty() && vendor) {
            throw new ConfigurationException("model '" + spec.ref() + "': no API key; set " + keyVariable + ", or set "
                    + urlVariable + " to a compatible server that needs none");
        }
        return new HttpEndpoint(baseUrl, vendor, key, ProviderErrors.of(spec, baseUrl, keyVariable, urlVariable));
    }

    private static URI parse(ModelSpec spec, String variable, String text) {
        URI url;
        try {
            url = URI.create(text.strip());
        } catch (IllegalArgumentException e) { // its message repeats the URL, which may hold credentials
            throw wrong(spec, variable);
        }
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null || url.getUserInfo() != null) {
            throw wrong(spec, variable);
        }
        return url;
    }

    private static ConfigurationException wrong(ModelSpec spec, String variable) {
        return new ConfigurationException("model '" + spec.ref() + "': the base URL (" + variable
                + ") must be like https://host/v1, without user and password");
    }

    /** The base URL, as it was given. */
    public String baseUrl() {
        return baseUrl.toString();
    }

    /** The key, in clear. */
    public Optional<String> key() {
        return key.map(Secret::reveal);
    }

    /** Whether it is the vendor's own, rather than a compatible server. */
    public boolean isVendor() {
        return vendor;
    }

    /** Errors that name this endpoint. */
    public ProviderErrors errors() {
        return errors;
    }

    @Override
    public String toString() {
        return "HttpEndpoint[" + baseUrl.getHost() + "]";
    }
}
