/* Edge lists of published networks. Facts; each with its source. */
#ifndef HCPNET_TESTS_KNOWN_NETWORKS_H
#define HCPNET_TESTS_KNOWN_NETWORKS_H

/* Krackhardt 1990, Administrative Science Quarterly 35:342-369; nodes in the order of networkx. */
#define KITE_EDGES                                                                                 \
    "0 1\n0 2\n0 3\n0 5\n1 3\n1 4\n1 6\n2 3\n2 5\n3 4\n3 5\n3 6\n4 6\n5 6\n5 7\n6 7\n7 8\n8 9\n"

/* Zachary 1977, Journal of Anthropological Research 33:452-473; nodes 1..34. */
#define KARATE_EDGES                                                                               \
    "1 2\n1 3\n1 4\n1 5\n1 6\n1 7\n1 8\n1 9\n1 11\n1 12\n1 13\n1 14\n1 18\n1 20\n1 22\n1 32\n"     \
    "2 3\n2 4\n2 8\n2 14\n2 18\n2 20\n2 22\n2 31\n3 4\n3 8\n3 9\n3 10\n3 14\n3 28\n3 29\n3 33\n"   \
    "4 8\n4 13\n4 14\n5 7\n5 11\n6 7\n6 11\n6 17\n7 17\n9 31\n9 33\n9 34\n10 34\n14 34\n15 33\n"   \
    "15 34\n16 33\n16 34\n19 33\n19 34\n20 34\n21 33\n21 34\n23 33\n23 34\n24 26\n24 28\n24 30\n"  \
    "24 33\n24 34\n25 26\n25 28\n25 32\n26 32\n27 30\n27 34\n28 34\n29 32\n29 34\n30 33\n30 34\n"  \
    "31 33\n31 34\n32 33\n32 34\n33 34\n"

/* Marriages of Florentine families; Padgett & Ansell 1993, AJS 98:1259-1319 (without Pucci). */
#define FLORENTINE_EDGES                                                                           \
    "Acciaiuoli Medici\nMedici Barbadori\nMedici Ridolfi\nMedici Tornabuoni\nMedici Albizzi\n"     \
    "Medici Salviati\nCastellani Peruzzi\nCastellani Strozzi\nCastellani Barbadori\n"              \
    "Peruzzi Strozzi\nPeruzzi Bischeri\nStrozzi Ridolfi\nStrozzi Bischeri\nRidolfi Tornabuoni\n"   \
    "Tornabuoni Guadagni\nAlbizzi Ginori\nAlbizzi Guadagni\nSalviati Pazzi\nBischeri Guadagni\n"   \
    "Guadagni Lamberteschi\n"

#endif
