package io.llmops.samples;

import io.llmops.api.connect.Connector;
import io.llmops.web.EgressClient;
import io.llmops.web.WebConnector;

/** The pages of a site: which there are, in which version. */
public final class WebSite {

    private WebSite() {}

    /** Lists the site of the URL that is given. */
    public static void main(String[] args) {
        EgressClient client = EgressClient.builder().build();
        Connector site = WebConnector.builder(client)
                .page(args.length > 0 ? args[0] : "https://docs.example.com/")
                .exclude("/archive/")
                .maxPages(50)
                .build();
        site.read(page -> System.out.println(page.id() + " " + page.version()));
    }
}
