package org.muster.it;

import static io.restassured.http.ContentType.URLENC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

import io.restassured.http.Cookies;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without JavaScript that has logged in. */
record Browser(RunningMuster muster, Cookies cookies) {

    static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    static Browser begin(RunningMuster muster) {
        Response answer = login(muster, RunningMuster.ADMIN, RunningMuster.PASSWORD);
        answer.then().statusCode(303).header("Location", endsWith("/ui/vms"));
        return new Browser(muster, answer.detailedCookies());
    }

    static Response login(RunningMuster muster, String name, String password) {
        return muster.anonymous()
                .contentType(URLENC.withCharset("UTF-8"))
                .formParam("name", name)
                .formParam("password", password)
                .post("/ui/login");
    }

    RequestSpecification request() {
        return muster.anonymous().cookies(cookies);
    }

    /** A page that must be there. */
    String page(String path) {
        return request().get(path).then().statusCode(200).extract().asString();
    }

    /** A form of this session's. */
    RequestSpecification form() {
        String token = first(TOKEN, page("/ui/vms"), 1);
        return request().contentType(URLENC.withCharset("UTF-8")).formParam("_csrf", token);
    }

    /** A group of what matches first, which must be there. */
    static String first(Pattern pattern, String page, int group) {
        Matcher matcher = pattern.matcher(page);
        assertThat(matcher.find()).as(pattern.pattern()).isTrue();
        return matcher.group(group);
    }
}
