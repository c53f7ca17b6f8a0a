package org.muster.ui.page;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** Redirects with whole addresses: the servers resolve relative ones differently. */
public final class Links {
    private Links() {}

    /**
     * Sends the browser to another page by GET.
     *
     * @param path below /ui
     * @param query encoded, may be empty
     */
    public static Response seeOther(UriInfo uri, String path, String query) {
        return Response.seeOther(address(uri, path, query)).build();
    }

    private static URI address(UriInfo uri, String path, String query) {
        return uri.getBaseUriBuilder()
                .path(path)
                .replaceQuery(query.isEmpty() ? null : query)
                .build();
    }
}
