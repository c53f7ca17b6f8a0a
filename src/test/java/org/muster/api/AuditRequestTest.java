package org.muster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.access.audit.AuditQuery;

class AuditRequestTest {

    private static AuditRequest of(String... pairs) {
        MultivaluedMap<String, String> given = new MultivaluedHashMap<>();
        for (String pair : pairs) {
            String[] parts = pair.split("=", 2);
            given.add(parts[0], parts[1]);
        }
        return AuditRequest.of(given);
    }

    @Test
    void nothingGivenIsTheFirstPageOfAll() {
        assertThat(of("actor=", "from=")).isEqualTo(new AuditRequest(AuditQuery.ALL, 1, 100, AuditRequest.Format.JSON));
    }

    @Test
    void everythingIsTakenUp() {
        assertThat(of("actor=ada", "action=vm.*", "target=vm:1", "page=3", "size=10", "format=csv"))
                .isEqualTo(new AuditRequest(
                        new AuditQuery(null, null, "ada", "vm.*", "vm:1"), 3, 10, AuditRequest.Format.CSV));
    }

    @Test
    void aDayIsMeantAsAWhole() {
        AuditQuery query = of("from=2027-01-31", "to=2027-01-31").query();
        assertThat(query.from()).isEqualTo(Instant.parse("2027-01-31T00:00:00Z"));
        assertThat(query.to()).isEqualTo(Instant.parse("2027-02-01T00:00:00Z"));
    }

    @Test
    void anInstantIsMeantAsItIs() {
        AuditQuery query =
                of("from=2027-01-31T08:00:00+01:00", "to=2027-01-31T09:00:00Z").query();
        assertThat(query.from()).isEqualTo(Instant.parse("2027-01-31T07:00:00Z"));
        assertThat(query.to()).isEqualTo(Instant.parse("2027-01-31T09:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "from,yesterday",
        "from,2027-02-30",
        "from,0000-01-01",
        "to,+1000000-01-01T00:00:00Z",
        "to,2027-01-31T08:00:00",
        "page,0",
        "page,2147483647",
        "size,1001",
        "format,xml"
    })
    void anyOtherValueIsRefusedByItsName(String name, String value) {
        InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, () -> of(name + "=" + value));
        assertThat(refused.errors()).extracting(FieldError::field).containsExactly(name);
    }

    @Test
    void ofTwoValuesNoneIsGuessed() {
        InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, () -> of("actor=ada", "actor=bob"));
        assertThat(refused.errors()).extracting(FieldError::field).containsExactly("actor");
    }
}
