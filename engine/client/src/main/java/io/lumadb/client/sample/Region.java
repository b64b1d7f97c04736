package io.lumadb.client.sample;

import java.util.List;

/**
 * One country the shop delivers to, with the cities and the names its customers are made of.
 *
 * @param country ISO 3166 alpha-2 code
 * @param share how many of a hundred customers live here
 */
record Region(String country, int share, List<String> cities, List<String> givenNames, List<String> familyNames) {

    /** Every country, the shop's home market first; the shares add up to 100. */
    static final List<Region> ALL = List.of(
            region(
                    "DE",
                    29,
                    "Berlin,Hamburg,Leipzig,Köln,Freiburg,Dresden,Bremen,Jena,Kassel,Rostock,Münster,Ulm",
                    "Anna,Jonas,Lena,Paul,Greta,Emil,Marlene,Felix,Ida,Moritz,Aylin,Deniz,Hannah,Karl,Sabine,Uwe",
                    "Becker,Schröder,Wolff,Krause,Lindner,Arslan,Vogt,Brandt,Seidel,Jäger,Yıldız,Franke,Horn,Otto"),
            region(
                    "FR",
                    12,
                    "Lyon,Nantes,Paris,Lille,Rennes,Toulouse,Grenoble,Strasbourg",
                    "Camille,Hugo,Léa,Louis,Chloé,Nathan,Inès,Jules,Manon,Rachid,Élodie,Théo",
                    "Martin,Lefèvre,Moreau,Garnier,Roussel,Benali,Faure,Chevalier,Marchand,Perrin"),
            region(
                    "NL",
                    10,
                    "Utrecht,Groningen,Rotterdam,Amsterdam,Haarlem,Nijmegen",
                    "Sanne,Daan,Fleur,Bram,Lotte,Sem,Femke,Thijs,Noor,Ruben",
                    "de Vries,Bakker,Visser,van Dijk,Mulder,Smit,Hoekstra,Postma,van Leeuwen"),
            region(
                    "AT",
                    8,
                    "Wien,Graz,Linz,Innsbruck,Salzburg,Bregenz",
                    "Magdalena,Florian,Theresa,Lukas,Katharina,Stefan,Veronika,Matthias",
                    "Gruber,Huber,Steiner,Moser,Leitner,Pichler,Egger,Wallner"),
            region(
                    "IT",
                    8,
                    "Bologna,Torino,Trieste,Milano,Bari,Verona",
                    "Giulia,Lorenzo,Chiara,Matteo,Sofia,Davide,Elisa,Pietro",
                    "Rossi,Bianchi,Ferrari,Conti,Ricci,Marino,Gallo,Fontana"),
            region(
                    "ES",
                    7,
                    "Valencia,Sevilla,Bilbao,Madrid,Granada,Gijón",
                    "Lucía,Álvaro,Marta,Diego,Nuria,Iker,Carmen,Pau",
                    "García,Ortega,Navarro,Iglesias,Serrano,Molina,Vidal,Etxeberria"),
            region(
                    "BE",
                    6,
                    "Gent,Antwerpen,Liège,Brussel,Leuven",
                    "Elise,Wout,Charlotte,Arthur,Jana,Pieter,Amélie,Lars",
                    "Peeters,Janssens,Maes,Dubois,Claes,Lambert,Wouters"),
            region(
                    "DK",
                    5,
                    "København,Aarhus,Odense,Aalborg",
                    "Freja,Mikkel,Sofie,Rasmus,Signe,Anders,Karen",
                    "Nielsen,Sørensen,Holm,Kjær,Bech,Østergaard,Lund"),
            region(
                    "PL",
                    5,
                    "Kraków,Wrocław,Gdańsk,Poznań,Łódź",
                    "Zofia,Jakub,Maja,Szymon,Agnieszka,Piotr,Łucja",
                    "Nowak,Wójcik,Zieliński,Lewandowska,Mazur,Kaczmarek,Król"),
            region(
                    "FI",
                    3,
                    "Helsinki,Tampere,Turku,Oulu",
                    "Aino,Eero,Helmi,Onni,Sanni,Väinö",
                    "Korhonen,Virtanen,Mäkinen,Laine,Heikkilä,Niemi"),
            region(
                    "IE",
                    3,
                    "Dublin,Cork,Galway,Limerick",
                    "Aoife,Cillian,Niamh,Oisín,Maeve,Declan",
                    "Murphy,Byrne,O'Sullivan,Doyle,Kavanagh,Nolan"),
            region(
                    "PT",
                    2,
                    "Porto,Lisboa,Braga,Coimbra",
                    "Beatriz,Tiago,Leonor,João,Rita,Gonçalo",
                    "Silva,Carvalho,Teixeira,Moura,Nogueira,Simões"),
            region(
                    "CZ",
                    2,
                    "Praha,Brno,Olomouc,Plzeň",
                    "Eliška,Tomáš,Tereza,Vojtěch,Barbora,Ondřej",
                    "Dvořák,Svobodová,Černý,Procházka,Horáková,Beneš"));

    private static Region region(String country, int share, String cities, String givenNames, String familyNames) {
        return new Region(country, share, split(cities), split(givenNames), split(familyNames));
    }

    private static List<String> split(String names) {
        return List.of(names.split(",", -1));
    }
}
