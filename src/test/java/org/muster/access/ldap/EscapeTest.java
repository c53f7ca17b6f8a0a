package org.muster.access.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "*",
                ")(uid=*",
                "a)(|(b=*",
                "\0",
                "a\0b",
                "\\",
                "\\2a",
                "a,b=c",
                "a+b=c",
                " a ",
                "#a",
                "\"a\"",
                "<a>;",
                "=",
                "é",
                "漢字",
                "😀",
                "\r\n",
                "\u007f"
            })
    void whateverTheTextItIsOneValue(String text) throws LDAPException {
        Filter filter = Filter.create("(uid=" + Escape.filter(text) + ")");
        assertThat(filter.getFilterType()).isEqualTo(Filter.FILTER_TYPE_EQUALITY);
        assertThat(filter.getAssertionValue()).isEqualTo(text);
        RDN rdn = new RDN("uid=" + Escape.dn(text));
        assertThat(rdn.isMultiValued()).isFalse();
        assertThat(rdn.getAttributeValues()).containsExactly(text);
    }
}
