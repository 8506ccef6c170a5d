--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)




--
-- Name: client_errors; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.client_errors (
    error_id bigint NOT NULL,
    at bigint NOT NULL,
    message text NOT NULL,
    stack text,
    path text,
    release text,
    user_agent text
);


--
-- Name: client_errors_error_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.client_errors ALTER COLUMN error_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.client_errors_error_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: finds; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.finds (
    run_id text NOT NULL,
    "position" integer NOT NULL,
    place integer,
    city_id integer NOT NULL,
    at_ms bigint NOT NULL
);


--
-- Name: migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.migrations (
    name text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: parked_rooms; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.parked_rooms (
    room_id text NOT NULL,
    dump json NOT NULL,
    expires_at bigint NOT NULL
);


--
-- Name: players; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.players (
    player_id text NOT NULL,
    name text NOT NULL,
    first_seen_at bigint NOT NULL,
    last_seen_at bigint NOT NULL
);


--
-- Name: run_players; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.run_players (
    run_id text NOT NULL,
    place integer NOT NULL,
    player_id text NOT NULL,
    name text NOT NULL,
    rank integer NOT NULL,
    team integer,
    cities integer NOT NULL,
    population bigint,
    points double precision
);


--
-- Name: runs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.runs (
    run_id text NOT NULL,
    mode text NOT NULL,
    quiz text NOT NULL,
    ranked boolean NOT NULL,
    settings jsonb NOT NULL,
    data_version text NOT NULL,
    started_at bigint NOT NULL,
    finished_at bigint NOT NULL
);


--
-- Data for Name: client_errors; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.client_errors OVERRIDING SYSTEM VALUE VALUES (1, 1795862863102, 'something broke', NULL, '/', NULL, NULL);


--
-- Data for Name: finds; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.finds VALUES ('tIBpIXtkMoUJSlLgYwSM_g', 0, 0, 2988507, 305);
INSERT INTO public.finds VALUES ('tIBpIXtkMoUJSlLgYwSM_g', 1, 0, 2995469, 323);
INSERT INTO public.finds VALUES ('tIBpIXtkMoUJSlLgYwSM_g', 2, 0, 2996944, 345);
INSERT INTO public.finds VALUES ('tIBpIXtkMoUJSlLgYwSM_g', 3, 0, 2972315, 347);
INSERT INTO public.finds VALUES ('tIBpIXtkMoUJSlLgYwSM_g', 4, 0, 2990440, 356);
INSERT INTO public.finds VALUES ('tIBpIXtkMoUJSlLgYwSM_g', 5, 0, 2990969, 366);
INSERT INTO public.finds VALUES ('tIBpIXtkMoUJSlLgYwSM_g', 6, 0, 2973783, 380);
INSERT INTO public.finds VALUES ('tIBpIXtkMoUJSlLgYwSM_g', 7, 0, 3031582, 396);
INSERT INTO public.finds VALUES ('tIBpIXtkMoUJSlLgYwSM_g', 8, 1, 2988507, 410);
INSERT INTO public.finds VALUES ('tIBpIXtkMoUJSlLgYwSM_g', 9, 1, 2995469, 412);
INSERT INTO public.finds VALUES ('tIBpIXtkMoUJSlLgYwSM_g', 10, 1, 2996944, 425);
INSERT INTO public.finds VALUES ('tIBpIXtkMoUJSlLgYwSM_g', 11, 1, 2972315, 427);
INSERT INTO public.finds VALUES ('tIBpIXtkMoUJSlLgYwSM_g', 12, 1, 2990440, 428);
INSERT INTO public.finds VALUES ('tIBpIXtkMoUJSlLgYwSM_g', 13, 1, 2990969, 443);


--
-- Data for Name: migrations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.migrations VALUES ('0001-runs', '2026-11-28 10:47:41.326931+00');
INSERT INTO public.migrations VALUES ('0002-players', '2026-11-28 10:47:41.326931+00');
INSERT INTO public.migrations VALUES ('0003-parked-rooms', '2026-11-28 10:47:41.326931+00');
INSERT INTO public.migrations VALUES ('0004-client-errors', '2026-11-28 10:47:41.326931+00');


--
-- Data for Name: parked_rooms; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.parked_rooms VALUES ('saXomAzd7z48lH9Z7queJw', '{"doc":{"roomId":"saXomAzd7z48lH9Z7queJw","createdAt":1795862863142,"settings":{"quiz":"france","mode":"solo","seconds":null,"namesakes":"largest","typos":"off","minPopulation":0,"maxPlayers":12,"lateJoin":true,"locked":false},"quiz":{"title":"france","cities":15234,"population":57058042,"dataVersion":"1.1.64-45326ffc"},"stage":"game","startsAt":1795862863142,"endsAt":null,"endedAt":null,"runId":"tiaKP_gN6X9RIJjXQNPUGA","hostId":"09Bsr-tt4gXsJHm_","absentHost":null,"seats":[{"index":0,"playerId":"09Bsr-tt4gXsJHm_","name":"Narwhal 89","colour":0,"role":"player","ready":false,"done":false,"left":false,"joinedAt":1795862863142,"connection":{"node":"72ee33a128db","socket":"gD78hbqnABY4fWKEAAAC"},"awaySince":null,"online":true}],"nextIndex":1,"banned":[],"results":null,"emptySince":null},"version":1,"seq":6,"scores":[[0,{"cities":6,"population":1189631}]],"finds":[{"seatIndex":0,"cityId":2998324,"at":1795862863167},{"seatIndex":0,"cityId":2983990,"at":1795862863187},{"seatIndex":0,"cityId":2984114,"at":1795862863188},{"seatIndex":0,"cityId":3003796,"at":1795862863189},{"seatIndex":0,"cityId":8555643,"at":1795862863210},{"seatIndex":0,"cityId":2972328,"at":1795862863211}],"guesses":[{"seatIndex":0,"digest":122936123957199,"seq":1,"at":1795862863167,"more":0,"score":{"cities":1,"population":234475},"cityIds":[2998324]},{"seatIndex":0,"digest":243817375176373,"seq":2,"at":1795862863187,"more":0,"score":{"cities":2,"population":454963},"cityIds":[2983990]},{"seatIndex":0,"digest":179112656663672,"seq":3,"at":1795862863188,"more":0,"score":{"cities":3,"population":651528},"cityIds":[2984114]},{"seatIndex":0,"digest":137091719447100,"seq":4,"at":1795862863189,"more":0,"score":{"cities":4,"population":837500},"cityIds":[3003796]},{"seatIndex":0,"digest":126860598034015,"seq":5,"at":1795862863210,"more":0,"score":{"cities":5,"population":1020930},"cityIds":[8555643]},{"seatIndex":0,"digest":161189143949458,"seq":6,"at":1795862863211,"more":0,"score":{"cities":6,"population":1189631},"cityIds":[2972328]}]}', 1798454863213);


--
-- Data for Name: players; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.players VALUES ('cL8uCTOOutfHWF7B', 'Gridline 44', 1795862862122, 1795862862122);
INSERT INTO public.players VALUES ('i0iM8ysXd5UGhoUm', 'Curlew 35', 1795862862046, 1795862862046);


--
-- Data for Name: run_players; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.run_players VALUES ('tIBpIXtkMoUJSlLgYwSM_g', 0, 'i0iM8ysXd5UGhoUm', 'Curlew 35', 1, NULL, 8, 5222996, NULL);
INSERT INTO public.run_players VALUES ('tIBpIXtkMoUJSlLgYwSM_g', 1, 'cL8uCTOOutfHWF7B', 'Gridline 44', 2, NULL, 6, 4687193, NULL);


--
-- Data for Name: runs; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.runs VALUES ('tIBpIXtkMoUJSlLgYwSM_g', 'race', 'france', true, '{"mode": "race", "quiz": "france", "typos": "off", "locked": false, "seconds": null, "lateJoin": true, "namesakes": "largest", "maxPlayers": 12, "minPopulation": 0}', '1.1.64-45326ffc', 1795862862237, 1795862862692);


--
-- Name: client_errors_error_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.client_errors_error_id_seq', 1, true);


--
-- Name: client_errors client_errors_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.client_errors
    ADD CONSTRAINT client_errors_pkey PRIMARY KEY (error_id);


--
-- Name: finds finds_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.finds
    ADD CONSTRAINT finds_pkey PRIMARY KEY (run_id, "position");


--
-- Name: migrations migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (name);


--
-- Name: parked_rooms parked_rooms_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.parked_rooms
    ADD CONSTRAINT parked_rooms_pkey PRIMARY KEY (room_id);


--
-- Name: players players_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.players
    ADD CONSTRAINT players_pkey PRIMARY KEY (player_id);


--
-- Name: run_players run_players_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run_players
    ADD CONSTRAINT run_players_pkey PRIMARY KEY (run_id, place);


--
-- Name: runs runs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_pkey PRIMARY KEY (run_id);


--
-- Name: parked_rooms_by_expiry; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX parked_rooms_by_expiry ON public.parked_rooms USING btree (expires_at);


--
-- Name: run_players_by_player; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_players_by_player ON public.run_players USING btree (player_id);


--
-- Name: runs_by_quiz; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX runs_by_quiz ON public.runs USING btree (quiz, mode, finished_at);


--
-- Name: finds finds_run_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.finds
    ADD CONSTRAINT finds_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.runs(run_id) ON DELETE CASCADE;


--
-- Name: run_players run_players_run_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run_players
    ADD CONSTRAINT run_players_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.runs(run_id) ON DELETE CASCADE;


--
-- PostgreSQL database dump complete
--


