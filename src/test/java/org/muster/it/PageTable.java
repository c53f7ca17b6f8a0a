package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * How each page route answers everybody. Requests that change something are empty forms with the session's token: the row
 * says how that is refused, or where it changes nothing. {@code viewer} and {@code owner} have {@code {vm}} alone;
 * operator and auditor everything. A dash: not asked, as it would change something.
 */
final class PageTable {

    static final List<String> WHO =
            List.of("anonymous", "other", "viewer", "operator", "owner", "auditor", "administrator");

    private static final String TABLE =
            """
            GET  /login                                  200 200 200 200 200 200 200
            POST /login                                  401 -   -   -   -   -   -
            POST /logout                                 302 -   -   -   -   -   -
            GET  /password                               302 200 200 200 200 200 200
            POST /password                               302 422 422 422 422 422 422
            GET  /profile                                302 200 200 200 200 200 200
            POST /profile/sessions/{none}                302 404 404 404 404 404 404
            POST /profile/sessions                       302 303 303 303 303 303 303
            POST /profile/totp                           302 422 422 422 422 422 422
            POST /profile/totp/confirm                   302 422 422 422 422 422 422
            POST /profile/totp/remove                    302 422 422 422 422 422 422
            GET  /tokens                                 302 200 200 200 200 200 200
            POST /tokens                                 302 422 422 422 422 422 422
            POST /tokens/{none}/delete                   302 404 404 404 404 404 404
            GET  /vms                                    302 200 200 200 200 200 200
            GET  /vms/list                               302 200 200 200 200 200 200
            GET  /vms/{vm}                               302 404 200 200 200 200 200
            POST /vms/{vm}/start                         302 404 403 409 409 403 409
            POST /vms/{vm}/access/owners                 302 404 403 403 403 403 422
            POST /vms/{vm}/access/owners/delete          302 404 403 403 403 403 -
            POST /vms/{vm}/access/shares                 302 404 403 403 422 403 422
            POST /vms/{vm}/access/shares/{none}/delete   302 404 403 403 404 403 404
            POST /vms/{vm}/access/tags                   302 404 403 403 403 403 303
            GET  /tasks                                  302 200 200 200 200 200 200
            GET  /sync                                   302 403 403 200 403 200 200
            GET  /sync/state                             302 403 403 200 403 200 200
            POST /sync/trigger                           302 403 403 303 403 403 303
            POST /sync/quarantine                        302 403 403 403 403 403 404
            GET  /sync/settings                          302 403 403 403 403 403 200
            POST /sync/settings                          302 403 403 403 403 403 303
            GET  /clusters                               302 403 403 200 403 200 200
            POST /clusters                               302 403 403 403 403 403 422
            POST /clusters/suggested                     302 403 403 403 403 403 -
            POST /clusters/{none}/pause                  302 403 403 403 403 403 404
            POST /clusters/{none}/delete                 302 403 403 403 403 403 404
            GET  /clusters/{none}/edit                   302 403 403 403 403 403 404
            POST /clusters/{none}/edit                   302 403 403 403 403 403 404
            GET  /audit                                  302 403 403 403 403 200 200
            GET  /audit/verify                           302 403 403 403 403 200 200
            GET  /users                                  302 403 403 403 403 403 200
            POST /users                                  302 403 403 403 403 403 422
            GET  /users/{none}                           302 403 403 403 403 403 404
            POST /users/{none}                           302 403 403 403 403 403 404
            POST /users/{none}/password                  302 403 403 403 403 403 404
            POST /users/{none}/delete                    302 403 403 403 403 403 404
            POST /users/{none}/tokens                    302 403 403 403 403 403 404
            POST /users/{none}/tokens/{none}/delete      302 403 403 403 403 403 404
            GET  /groups                                 302 403 403 403 403 403 200
            POST /groups                                 302 403 403 403 403 403 422
            GET  /groups/{none}                          302 403 403 403 403 403 404
            POST /groups/{none}                          302 403 403 403 403 403 404
            POST /groups/{none}/members                  302 403 403 403 403 403 404
            POST /groups/{none}/members/{none}/delete    302 403 403 403 403 403 404
            POST /groups/{none}/delete                   302 403 403 403 403 403 404
            GET  /roles                                  302 403 403 403 403 403 200
            POST /roles                                  302 403 403 403 403 403 422
            POST /roles/{none}                           302 403 403 403 403 403 404
            POST /roles/{none}/delete                    302 403 403 403 403 403 404
            GET  /grants                                 302 403 403 403 403 403 200
            POST /grants                                 302 403 403 403 403 403 422
            POST /grants/{none}/delete                   302 403 403 403 403 403 404
            GET  /rules                                  302 403 403 403 403 403 200
            POST /rules                                  302 403 403 403 403 403 422
            POST /rules/{none}/delete                    302 403 403 403 403 403 404
            """;

    /** One route; its statuses in the order of {@link #WHO}, empty where it is not asked. */
    record Row(String verb, String path, List<String> statuses) {

        boolean changes() {
            return verb.equals("POST");
        }

        /** Whatever a parameter's name. */
        String route() {
            return verb + " " + path.replace("/start", "/{}").replaceAll("\\{\\w*}", "{}");
        }
    }

    private PageTable() {}

    static List<Row> rows() {
        return TABLE.lines()
                .map(line -> {
                    List<String> cells = List.of(line.split(" +"));
                    assertThat(cells).as(line).hasSize(2 + WHO.size());
                    return new Row(cells.get(0), cells.get(1), cells.subList(2, cells.size()));
                })
                .toList();
    }
}
