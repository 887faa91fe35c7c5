/* Known networks with values that others computed: networkx 2.8.8 and igraph 0.10.2 of Debian 12,
 * and the textbook for kite. Printed digits give the tolerance. */
#include "known_networks.h"
#include "values.h"

#define EACH10(a, b, c, d, e, f, g, h, i, j)                                                       \
    {"0", a}, {"1", b}, {"2", c}, {"3", d}, {"4", e}, {"5", f}, {"6", g}, {"7", h}, {"8", i}, {    \
        "9", j                                                                                     \
    }

static void kite(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, KITE_EDGES);
    /* networkx 2.8.8 */
    HCP_TEST_VALUES(network, "degree", 0, EACH10(4, 4, 3, 6, 3, 5, 5, 3, 2, 1));
    HCP_TEST_VALUES(network, "betweenness", 5e-5,
                    EACH10(.8333, .8333, 0, 3.6667, 0, 8.3333, 8.3333, 14, 8, 0));
    HCP_TEST_VALUES(network, "eigenvector", 5e-5,
                    EACH10(.3522, .3522, .2858, .4810, .2858, .3977, .3977, .1959, .0481, .0112));
    HCP_TEST_VALUES(network, "constraint", 5e-5,
                    EACH10(.5412, .5412, .6641, .4702, .6641, .4451, .4451, .4311, .5, 1));
    HCP_TEST_VALUES(network, "coreness", 0, EACH10(3, 3, 3, 3, 3, 3, 3, 2, 1, 1));
    HCP_TEST_VALUES(
        network, "pagerank", 5e-6,
        EACH10(.10192, .10192, .07942, .14715, .07942, .12891, .12891, .09525, .08569, .05142));
    /* harmonic_centrality of igraph 0.10.2 */
    HCP_TEST_VALUES(network, "closeness", 5e-10,
                    EACH10(.675925926, .675925926, .620370370, .787037037, .620370370, .759259259,
                           .759259259, .666666667, .518518519, .379629630));
}

static void karate(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, KARATE_EDGES);
    /* networkx 2.8.8 */
    HCP_TEST_VALUES(network, "betweenness", 5e-5, {"1", 231.0714}, {"34", 160.5516},
                    {"33", 76.6905}, {"3", 75.8508}, {"32", 73.0095});
    HCP_TEST_VALUES(network, "eigenvector", 5e-6, {"34", .37336}, {"1", .35549});
    HCP_TEST_VALUES(network, "pagerank", 5e-7, {"34", .100919}, {"1", .096997}, {"33", .071693});
    HCP_TEST_VALUES(network, "constraint", 5e-5, {"1", .1554}, {"34", .1564}, {"3", .1852});
    HCP_TEST_VALUES(network, "closeness", 5e-10, {"1", .702020202}, {"34", .704545455},
                    {"17", .336363636});
    HCP_TEST_VALUES(network, "clustering", 5e-10, {"1", .15}, {"34", .110294118}, {"12", NAN});
    HCP_TEST_VALUES(network, "coreness", 0, {"1", 4}, {"5", 3}, {"10", 2}, {"12", 1});
}

static void florentine_families(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, FLORENTINE_EDGES);
    /* networkx 2.8.8; constraint of Peruzzi as igraph 0.10.2 has it as well */
    HCP_TEST_VALUES(network, "betweenness", 5e-5, {"Medici", 47.5}, {"Guadagni", 23.1667},
                    {"Albizzi", 19.3333}, {"Salviati", 13}, {"Ridolfi", 10.3333});
    HCP_TEST_VALUES(network, "constraint", 5e-6, {"Medici", .20988}, {"Guadagni", .25},
                    {"Albizzi", .33333}, {"Strozzi", .45833}, {"Peruzzi", .65586});
    HCP_TEST_VALUES(network, "eigenvector", 5e-6, {"Medici", .43031}, {"Strozzi", .35598});
}

/* Weights, both directions, dangling nodes and two components. */
#define SMALL_DIRECTED                                                                             \
    "a b 3\na c 1\nb c 2\nc a 4\nc d 1\nd e 2\ne d 1\ne a 1\nf a 5\nb f 1\nd g 2\nh i 1\n"

#define EACH9(a, b, c, d, e, f, g, h, i)                                                           \
    {"a", a}, {"b", b}, {"c", c}, {"d", d}, {"e", e}, {"f", f}, {"g", g}, {"h", h}, {              \
        "i", i                                                                                     \
    }

static void a_small_directed_network(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, SMALL_DIRECTED);
    /* networkx 2.8.8: pagerank(alpha=.85, tol=1e-14), hits(tol=1e-14), and so on */
    HCP_TEST_VALUES(network, "pagerank", 1e-9,
                    EACH9(.250704143, .187393512, .187033908, .086752067, .06443925, .08066445,
                          .06443925, .027569621, .051003799));
    HCP_TEST_VALUES(network, "hub", 1e-9,
                    EACH9(0, 0, .402402949, 0, .109611797, .487985254, 0, 0, 0));
    HCP_TEST_VALUES(network, "authority", 1e-9, EACH9(.890388203, 0, 0, .109611797, 0, 0, 0, 0, 0));
    HCP_TEST_VALUES(network, "betweenness", 1e-9, EACH9(13, 4, 9.5, 9, 4, .5, 0, 0, 0));
    HCP_TEST_VALUES(network, "weighted_betweenness", 1e-9, EACH9(13, 14, 10, 9, 4, 0, 0, 0, 0));
    HCP_TEST_VALUES(network, "eigenvector", 1e-9,
                    EACH9(.679941818, .533652905, .457109588, .138553809, .072496049, .139612643,
                          NAN, NAN, NAN));
    HCP_TEST_VALUES(network, "coreness", 0, EACH9(2, 2, 2, 2, 2, 2, 1, 1, 1));
    HCP_TEST_VALUES(network, "clustering", 1e-9,
                    EACH9(1. / 3, 2. / 3, 1. / 3, 0, 0, 1, NAN, NAN, NAN));
    /* igraph 0.10.2: constraint(weights), harmonic_centrality(mode="out") */
    HCP_TEST_VALUES(
        network, "constraint", 1e-9,
        EACH9(.474950397, 1.099021321, .725526148, .388888889, .625, .95946712, 1, 1, 1));
    HCP_TEST_VALUES(
        network, "closeness", 1e-9,
        EACH9(.458333333, .458333333, .479166667, .427083333, .479166667, .354166667, 0, .125, 0));
}

HCP_TEST_MAIN(HCP_TEST(kite), HCP_TEST(karate), HCP_TEST(florentine_families),
              HCP_TEST(a_small_directed_network))
